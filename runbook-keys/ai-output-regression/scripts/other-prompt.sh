# The request of the last good release, asked of today's model.
umask 077
model=$(jq -r .model "$EVIDENCE_DIR/request-now.json") || exit
jq -rs '.[0] as $now | .[1] as $good | $now + $good | keys[] | select($now[.] != $good[.]) | "differs: \(.)"' \
  "$EVIDENCE_DIR/request-now.json" "$EVIDENCE_DIR/request-good.json" || exit
node "$RUNBOOK/scripts/answer.mjs" "$EVIDENCE_DIR/request-good.json" "$model" \
  > "$EVIDENCE_DIR/other-prompt.jsonl" || exit
node "$RUNBOOK/scripts/compare.mjs" "$EVIDENCE_DIR/now.jsonl" "$EVIDENCE_DIR/other-prompt.jsonl"
