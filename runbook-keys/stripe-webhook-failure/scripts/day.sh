# Is the endpoint on, and is every event since the start processed?
umask 077
bash "$RUNBOOK/scripts/endpoint.sh" > "$EVIDENCE_DIR/endpoint-day.txt" || exit
node "$RUNBOOK/scripts/ids.mjs" && bash "$RUNBOOK/scripts/done.sh" || exit
left=$(node "$RUNBOOK/scripts/left.mjs" | tail -n 1) || exit
state=$(tail -n 1 "$EVIDENCE_DIR/endpoint-day.txt")
printf 'status: %s, not processed: %s\n' "$state" "$left"
if [ "$state $left" = 'enabled 0' ]; then printf 'holds\n'; else printf 'fails\n'; fi
