# Asks the application every case again, and shows the share of the baseline's documents.
umask 077
node "$RUNBOOK/scripts/answer.mjs" app > "$EVIDENCE_DIR/index-back.jsonl" || exit
bash "$RUNBOOK/scripts/sources.sh" "$EVIDENCE_DIR/index-back.jsonl"
