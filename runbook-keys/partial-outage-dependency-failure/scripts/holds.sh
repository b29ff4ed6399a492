# Does it hold with everybody let in? Sends 20 requests of its own, watches four windows.
umask 077
most=$(bash "$RUNBOOK/scripts/seconds.sh") || exit 1
now="$EVIDENCE_DIR/switches-after.json"
if [ "$SWITCHES_URL" = none ]; then
  printf '{}\n' > "$now"
else
  bash "$RUNBOOK/scripts/share.sh" > /dev/null || exit 1
fi
switches=$(jq -rs '.[0] as $b | .[1] | if . == {} then "none" elif .dependency_share != 100 then "reduced"
  elif .dependency_retries > $b.dependency_retries or .dependency_timeout_ms > $b.dependency_timeout_ms
    or .dependency_concurrency > $b.dependency_concurrency then "loosened"
  else "good" end' "$EVIDENCE_DIR/switches-before.json" "$now") || exit 1
printf 'switches: %s\n' "$switches"
case "$switches" in reduced | loosened) printf 'fails\n' && exit 0 ;; esac
if before=$(bash "$RUNBOOK/scripts/numbers.sh"); then
  sleep $((WINDOW_SECONDS * 4)) &
  for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    curl -gs --max-time "$most" -o /dev/null "$AFFECTED_URL" &
    sleep 0.1
  done
  wait
fi
if [ -z "$before" ] || ! after=$(bash "$RUNBOOK/scripts/numbers.sh"); then printf 'no-numbers\n' && exit 0; fi
printf '%s %s\n' "$before" "$after" | awk -v limit="$RATIO_LIMIT" -v full="$IN_FLIGHT_LIMIT" '
  function up(from, to) { return to < from ? to : to - from }
  { requests = up($1, $5); calls = up($2, $6); failed = up($3, $7)
  printf "requests: %d, calls: %d, failed: %d, in flight: %d\n", requests, calls, failed, $8
  print (requests < 20 ? "too-few" : calls > 0 && calls <= limit * requests && failed <= (calls > 100 ? 0.01 * calls : 1) \
    && $8 < 0.8 * full ? "holds" : "fails") }'
