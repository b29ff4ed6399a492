# Today's request, once as it is and once with the known-good model.
umask 077
request="$EVIDENCE_DIR/request-now.json"
node "$RUNBOOK/scripts/answer.mjs" "$request" > "$EVIDENCE_DIR/now.jsonl" || exit
jq -e 'any(.data[]; .id == env.MODEL_KNOWN_GOOD)' "$EVIDENCE_DIR/models.json" > /dev/null \
  || { printf 'not-listed\n'; exit 0; }
node "$RUNBOOK/scripts/answer.mjs" "$request" "$MODEL_KNOWN_GOOD" > "$EVIDENCE_DIR/other-model.jsonl" || exit
node "$RUNBOOK/scripts/compare.mjs" "$EVIDENCE_DIR/now.jsonl" "$EVIDENCE_DIR/other-model.jsonl"
