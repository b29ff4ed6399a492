# Does the baseline fit the cases? Inputs without labels become cases in Step 9.
if [ -s "$EVIDENCE_DIR/inputs.jsonl" ] && [ ! -s "$EVIDENCE_DIR/eval.jsonl" ]; then printf 'unlabeled\n'; exit; fi
node "$RUNBOOK/scripts/compare.mjs" "$EVIDENCE_DIR/baseline.jsonl" "$EVIDENCE_DIR/baseline.jsonl"
