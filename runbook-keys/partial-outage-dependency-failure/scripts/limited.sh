# Are other routes well, and the affected one not worse than in Check 2?
umask 077
bash "$RUNBOOK/scripts/ten.sh" > "$EVIDENCE_DIR/users-limited.txt" || exit
awk -v budget="$BUDGET_MS" '$2 != 0 || $3 !~ /^2/ || $4 * 1000 > budget { bad[FILENAME, $1]++ }
  END { before = bad[ARGV[1], "affected"]; now = bad[ARGV[2], "affected"]; other = bad[ARGV[2], "unrelated"]
    printf "bad: affected %d (before: %d), unrelated %d of 10\n", now, before, other
    print (other > 1 ? "spread" : now > 7 && now > before + 2 ? "worse" : "contained") }' \
  "$EVIDENCE_DIR/users-before.txt" "$EVIDENCE_DIR/users-limited.txt"
