# Is every case served by the known-good model?
umask 077
node "$RUNBOOK/scripts/answer.mjs" app > "$EVIDENCE_DIR/pinned.jsonl" || exit
jq -rs 'map(select(has("error") | not) | .model) | unique | "served: \(join(" "))",
  if . == [env.MODEL_KNOWN_GOOD] then "pinned" else "not-pinned" end' "$EVIDENCE_DIR/pinned.jsonl"
