# Is it cut off? Calls have stopped, the route answers in time, other routes are well.
umask 077
calls() { bash "$RUNBOOK/scripts/numbers.sh" | awk '{ print $2 } END { exit NR == 0 }'; }
sleep "$WINDOW_SECONDS"
before=$(calls) || exit 1
sleep "$WINDOW_SECONDS" &
bash "$RUNBOOK/scripts/ten.sh" > "$EVIDENCE_DIR/users-cut-off.txt" || exit
wait
after=$(calls) || exit 1
awk -v budget="$BUDGET_MS" -v before="$before" -v after="$after" '
  $2 != 0 || $4 * 1000 > budget || !($3 ~ /^2/ || $1 == "affected" && $3 == 503) { bad[$1]++ }
  END { calls = after < before ? after : after - before
    printf "calls: %d, bad: affected %d, unrelated %d of 10\n", calls, bad["affected"], bad["unrelated"]
    if (calls > 0) print "not-cut"; else if (bad["unrelated"] > 1) print "still-hurt"
    else print (bad["affected"] > 1 ? "no-fallback" : "holds") }' "$EVIDENCE_DIR/users-cut-off.txt"
