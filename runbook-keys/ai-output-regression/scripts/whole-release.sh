# Model and request of the last good release together.
umask 077
jq -e 'any(.data[]; .id == env.MODEL_KNOWN_GOOD)' "$EVIDENCE_DIR/models.json" > /dev/null \
  || { printf 'not-listed\n'; exit 0; }
node "$RUNBOOK/scripts/answer.mjs" "$EVIDENCE_DIR/request-good.json" "$MODEL_KNOWN_GOOD" \
  > "$EVIDENCE_DIR/release-good.jsonl" || exit
node "$RUNBOOK/scripts/compare.mjs" "$EVIDENCE_DIR/now.jsonl" "$EVIDENCE_DIR/release-good.jsonl"
