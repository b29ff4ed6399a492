# Ten direct calls: is one refused or astray?
umask 077
most=$(bash "$RUNBOOK/scripts/seconds.sh") || exit 1
for n in 1 2 3 4 5 6 7 8 9 10; do
  curl -gs -K "$DEPENDENCY_CURL_CONFIG" --max-time "$most" -o /dev/null -w '%{exitcode} %{http_code}\n' "$DEPENDENCY_URL"
done > "$EVIDENCE_DIR/way-repaired.txt"
awk '$1 == 0 && ($2 ~ /^[25]/ || $2 == 429) { ok++ } { print }
  END { print ok == NR ? "reachable" : "unreachable" }' "$EVIDENCE_DIR/way-repaired.txt"
