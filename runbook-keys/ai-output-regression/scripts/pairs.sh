# Asks today's request and the last good release the same, once, and pairs their answers blind.
umask 077
if [ ! -s "$EVIDENCE_DIR/pairs.jsonl" ]; then
  node "$RUNBOOK/scripts/answer.mjs" "$EVIDENCE_DIR/request-now.json" > "$EVIDENCE_DIR/now.jsonl" || exit
  node "$RUNBOOK/scripts/answer.mjs" "$EVIDENCE_DIR/request-good.json" "$MODEL_KNOWN_GOOD" \
    > "$EVIDENCE_DIR/release-good.jsonl" || exit
fi
node "$RUNBOOK/scripts/pairs.mjs"
