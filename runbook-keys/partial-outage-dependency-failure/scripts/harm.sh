# How much harm it does: reads the numbers twice.
umask 077
class=$(tail -n 1 "$EVIDENCE_DIR/dependency-class.txt") || exit 1
radius=$(tail -n 1 "$EVIDENCE_DIR/blast-radius.txt") || exit 1
if before=$(bash "$RUNBOOK/scripts/numbers.sh") && sleep "$WINDOW_SECONDS" && after=$(bash "$RUNBOOK/scripts/numbers.sh"); then
  way=$(cat "$EVIDENCE_DIR/way.txt") || exit 1
else
  way=by-hand
  printf 'by-hand\n' > "$EVIDENCE_DIR/way.txt"
fi
printf 'dependency: %s, users: %s\n' "$class" "$radius"
printf '%s %s\n' "$before" "$after" | awk -v way="$way" -v class="$class" -v radius="$radius" \
  -v limit="$RATIO_LIMIT" -v full="$IN_FLIGHT_LIMIT" '
    function up(from, to) { return to < from ? to : to - from }
    { requests = up($1, $5); calls = up($2, $6); ratio = requests > 0 ? calls / requests : 0
    printf "requests: %d, calls: %d, ratio: %.2f, in flight: %d of %d\n", requests, calls, ratio, $8, full
    if (way == "by-hand") print (class == "down" || class == "misrouted" || radius == "spread" ? "block" : "hold")
    else if (class == "down" || class == "misrouted" || radius == "spread" || $8 >= 0.8 * full) print "cut-off"
    else if (requests < 20) print "too-few"
    else if (ratio > limit) print "amplified"
    else print (class == "limited" ? "amplified" : "steady")
  }'
