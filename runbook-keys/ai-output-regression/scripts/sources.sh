# The mean share of the baseline's documents in the answers $1, in per cent.
found=$(node "$RUNBOOK/scripts/compare.mjs" "$EVIDENCE_DIR/baseline.jsonl" "$1") || exit
printf '%s\n' "$found" | sed -n 's/^sources kept in per cent: //p'
