# Do customers get answers again, for every case?
umask 077
node "$RUNBOOK/scripts/answer.mjs" app > "$EVIDENCE_DIR/back.jsonl" || exit
jq -rs 'all(.[] | select(has("error") | not); .enabled == true)' "$EVIDENCE_DIR/back.jsonl"
