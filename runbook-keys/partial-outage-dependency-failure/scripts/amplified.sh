# Is the ratio of calls to requests within the limit?
umask 077
sleep "$WINDOW_SECONDS"
before=$(bash "$RUNBOOK/scripts/numbers.sh") && sleep "$WINDOW_SECONDS" && after=$(bash "$RUNBOOK/scripts/numbers.sh") || exit 1
printf '%s %s\n' "$before" "$after" | awk -v limit="$RATIO_LIMIT" -v full="$IN_FLIGHT_LIMIT" '
  function up(from, to) { return to < from ? to : to - from }
  { requests = up($1, $5); calls = up($2, $6); ratio = requests > 0 ? calls / requests : 0
  printf "requests: %d, calls: %d, ratio: %.2f, in flight: %d of %d\n", requests, calls, ratio, $8, full
  print ($8 >= 0.8 * full ? "saturated" : ratio > limit ? "amplified" : "holds") }'
