# Seconds that a request may take: 3, or BUDGET_MS where that is more.
awk -v budget="$BUDGET_MS" 'BEGIN { print (budget > 3000 ? budget / 1000 : 3) }'
