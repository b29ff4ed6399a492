# Lets 10, 50, then 100 of 100 requests call again, three windows each; back to 0 at a relapse.
umask 077
most=$(bash "$RUNBOOK/scripts/seconds.sh") || exit 1
share_to() {
  printf 'share to %s\n' "$1"
  bash "$RUNBOOK/scripts/set.sh" "{\"dependency_share\": $1}" > /dev/null
}
good() {
  before=$(bash "$RUNBOOK/scripts/numbers.sh") || return 1
  sleep "$WINDOW_SECONDS" &
  for n in 1 2 3 4 5 6 7 8 9 10; do curl -gs --max-time "$most" -o /dev/null "$AFFECTED_URL" & sleep 0.1; done
  wait
  after=$(bash "$RUNBOOK/scripts/numbers.sh") || return 1
  printf '%s %s\n' "$before" "$after" | awk -v limit="$RATIO_LIMIT" -v full="$IN_FLIGHT_LIMIT" '
    function up(from, to) { return to < from ? to : to - from }
    { requests = up($1, $5); calls = up($2, $6); failed = up($3, $7)
    printf "requests: %d, calls: %d, failed: %d, in flight: %d\n", requests, calls, failed, $8
    if (requests < 1) exit 3
    # One of ten or more that fails is chance.
    exit calls > limit * requests || failed > (calls < 10 ? 0 : calls < 20 ? 1 : 0.05 * calls) || $8 >= 0.8 * full }'
}
now=$(bash "$RUNBOOK/scripts/share.sh") && : > "$EVIDENCE_DIR/ramp.txt" || exit
for share in 10 50 100; do
  [ "$share" -gt "$now" ] || continue
  share_to "$share" || exit
  for window in 1 2 3; do
    good
    case "$?" in 0) continue ;; 3) printf 'too-few\n' | tee "$EVIDENCE_DIR/ramp.txt"; exit 0 ;; esac
    share_to 0 || exit
    printf 'relapsed\n' | tee -a "$EVIDENCE_DIR/relapses.txt"
    exit 0
  done
done
printf 'full\n'
