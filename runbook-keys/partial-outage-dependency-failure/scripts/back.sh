# Is it back? Up to three rounds of five direct calls, and for how long it asks to stay away.
umask 077
way=$(cat "$EVIDENCE_DIR/way.txt") && : > "$EVIDENCE_DIR/recovery.txt" || exit 1
late=$(find "$EVIDENCE_DIR/switches-before.json" -mmin +60) || exit 1
most=$(bash "$RUNBOOK/scripts/seconds.sh") || exit 1
for round in 1 2 3; do
  [ "$round" = 1 ] || sleep "$WINDOW_SECONDS"
  for n in 1 2 3 4 5; do
    curl -gs -K "$DEPENDENCY_CURL_CONFIG" --max-time "$most" -o /dev/null "$DEPENDENCY_URL" \
      -w '%{exitcode} %{http_code} %{time_total} %header{retry-after}\n' &
    sleep 0.1
  done >> "$EVIDENCE_DIR/recovery.txt"
  wait
  seen=$(awk -v budget="$BUDGET_MS" -v calls=$((5 * round)) '
    $1 == 0 && $2 ~ /^2/ && $3 * 2000 <= budget { good++ }
    $1 == 6 || $1 == 35 || $1 == 60 || $2 ~ /^3/ || $2 == 404 { misrouted++ }
    $2 == 401 || $2 == 403 { denied++ }
    END { print (good == calls ? "back" : denied > 1 ? "denied" : misrouted > 1 ? "misrouted" : "away") }' \
    "$EVIDENCE_DIR/recovery.txt") || exit 1
  [ "$seen" = back ] || break
done
cat "$EVIDENCE_DIR/recovery.txt"
awk -v budget="$BUDGET_MS" '
  $1 == 0 && $2 ~ /^2/ && $3 * 2000 <= budget { good++ }
  $4 + 0 > wait { wait = $4 + 0 }
  END { printf "good: %d of %d\n", good, NR; if (wait) printf "it asks to stay away for %d s\n", wait }' \
  "$EVIDENCE_DIR/recovery.txt" || exit 1
case "$seen $way $late" in
  'back blocked '*) printf 'back-by-hand\n' ;;
  'back by-hand '*) printf 'back-unblocked\n' ;;
  'away '*/* | 'denied '*/* | 'misrouted '*/*) printf 'too-long\n' ;;
  *) printf '%s\n' "$seen" ;;
esac
