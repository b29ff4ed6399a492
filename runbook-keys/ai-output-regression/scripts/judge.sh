# Did a call become dearer? If not: does the judge give the same marks as when all was well?
umask 077
dear=$(jq -r -L "$RUNBOOK/scripts" 'include "calls"; dearer(.before; .after)' "$EVIDENCE_DIR/calls.json") || exit
if [ "$dear" = true ]; then
  jq -r '"a call cost \(.before.cost), and now \(.after.cost)"' "$EVIDENCE_DIR/calls.json"
  printf 'dearer\n'
elif [ -n "$JUDGE_SCORES" ]; then
  node "$RUNBOOK/scripts/compare.mjs" judge "$JUDGE_SCORES"
else
  printf 'no-judge\n'
fi
