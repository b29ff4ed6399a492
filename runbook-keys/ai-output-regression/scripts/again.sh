# Asks the application every case again, as $1.jsonl, and compares with $2.jsonl of the evidence folder.
umask 077
node "$RUNBOOK/scripts/answer.mjs" app > "$EVIDENCE_DIR/$1.jsonl" || exit
node "$RUNBOOK/scripts/compare.mjs" "$EVIDENCE_DIR/$2.jsonl" "$EVIDENCE_DIR/$1.jsonl"
