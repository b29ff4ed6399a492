# Does the endpoint tell signed from unsigned?
unsigned=$(bash "$RUNBOOK/scripts/unsigned.sh") || exit
signed=$(node "$RUNBOOK/scripts/signed-event.mjs" | tail -n 1) || exit
printf 'unsigned: %s, signed: %s\n' "$unsigned" "$signed"
case "$unsigned $signed" in 4??' accepted' | 4??' passed') printf 'holds\n' ;; *) printf 'fails\n' ;; esac
