# Ten calls to the dependency, past the application, and what they come to.
umask 077
set -o pipefail
most=$(bash "$RUNBOOK/scripts/seconds.sh") || exit 1
for n in 1 2 3 4 5 6 7 8 9 10; do
  curl -gs -K "$DEPENDENCY_CURL_CONFIG" --max-time "$most" -o /dev/null "$DEPENDENCY_URL" -w \
    '%{exitcode} %{http_code} %{time_connect} %{time_starttransfer} %{time_total} %header{retry-after}\n' &
  sleep 0.1
done > "$EVIDENCE_DIR/dependency-before.txt"
wait
cat "$EVIDENCE_DIR/dependency-before.txt"
awk -v budget="$BUDGET_MS" '
  { c = "odd" }
  $2 ~ /^2/ && $1 == 0 { c = $5 * 2000 > budget ? "slow" : "good" }
  $1 != 0 || $2 ~ /^5/ { c = "failed" }
  $1 == 6 || $1 == 35 || $1 == 60 || $2 ~ /^3/ || $2 == 404 { c = "misrouted" }
  $2 == 401 || $2 == 403 { c = "denied" }
  $2 == 429 { c = "limited" }
  { n[c]++; if ($6 + 0 > wait) wait = $6 + 0 }
  END {
    for (c in n) { printf "%d %s\n", n[c], c; if (c != "good" && n[c] > n[worst]) worst = c }
    if (wait) printf "it asks to stay away for %d s\n", wait
    if (n["good"] >= 9) worst = "fine"
    else if (worst == "failed") worst = n["failed"] >= 8 ? "down" : "partial"
    else if (worst == "slow") worst = "partial"
    print worst
  }' "$EVIDENCE_DIR/dependency-before.txt" | tee "$EVIDENCE_DIR/dependency-class.txt"
