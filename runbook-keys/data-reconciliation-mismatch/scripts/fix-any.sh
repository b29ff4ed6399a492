# Hands each key that still differs as it was seen to REPAIR_SCRIPT, one difference as JSON on standard input: one first,
# then the others. The first that does not come right ends it, and left-any.sh says so. What was handed over is in
# any-repaired.jsonl.
umask 077
[ -n "$REPAIR_SCRIPT" ] || { printf 'REPAIR_SCRIPT is not set\n'; exit 1; }
: >> "$EVIDENCE_DIR/any-repaired.jsonl"
bash "$RUNBOOK/scripts/compare-two.sh" > "$EVIDENCE_DIR/now.jsonl" || exit
LC_ALL=C comm -12 "$EVIDENCE_DIR/differences.jsonl" "$EVIDENCE_DIR/now.jsonl" > "$EVIDENCE_DIR/due.jsonl"
corrected=0
while IFS= read -r difference <&3; do
  printf '%s\n' "$difference" >> "$EVIDENCE_DIR/any-repaired.jsonl"
  bash "$REPAIR_SCRIPT" fix <<< "$difference" || { printf 'failed: %s\n' "$difference"; break; }
  if [ "$corrected" = 0 ]; then
    bash "$RUNBOOK/scripts/compare-two.sh" > "$EVIDENCE_DIR/now.jsonl" || exit
    if jq -e --argjson one "$difference" -n 'any(inputs; .key == $one.key)' "$EVIDENCE_DIR/now.jsonl" > /dev/null; then
      printf 'still differs: %s\n' "$difference"
      break
    fi
  fi
  corrected=$((corrected + 1))
done 3< "$EVIDENCE_DIR/due.jsonl"
printf 'differed: %s, corrected: %s\n' "$(wc -l < "$EVIDENCE_DIR/differences.jsonl")" "$corrected"
