# Does the judge give the same marks as when all was well?
if [ -n "$JUDGE_SCORES" ]; then
  node "$RUNBOOK/scripts/compare.mjs" judge "$JUDGE_SCORES"
else
  printf 'no-judge\n'
fi
