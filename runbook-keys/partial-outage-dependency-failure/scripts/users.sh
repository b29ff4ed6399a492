# What users get: spread, contained or well.
umask 077
set -o pipefail
bash "$RUNBOOK/scripts/ten.sh" > "$EVIDENCE_DIR/users-before.txt" || exit
printf 'route, exit of curl, status, seconds\n'
sort "$EVIDENCE_DIR/users-before.txt"
awk -v budget="$BUDGET_MS" '$2 != 0 || $3 !~ /^2/ || $4 * 1000 > budget { bad[$1]++ }
  END { printf "bad: affected %d, unrelated %d of 10\n", bad["affected"], bad["unrelated"]
    print (bad["unrelated"] > 1 ? "spread" : bad["affected"] > 1 ? "contained" : "well") }' \
  "$EVIDENCE_DIR/users-before.txt" | tee "$EVIDENCE_DIR/blast-radius.txt"
