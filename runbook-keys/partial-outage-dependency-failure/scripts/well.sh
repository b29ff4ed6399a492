# Do both routes answer in time? Reads what ten.sh printed.
awk -v budget="$BUDGET_MS" '{ print } $2 != 0 || $3 !~ /^2/ || $4 * 1000 > budget { bad++ }
  END { printf "bad: %d of %d\n", bad, NR; print (NR < 20 || bad > 1 ? "fails" : "holds") }'
