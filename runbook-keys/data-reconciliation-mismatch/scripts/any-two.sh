# Compares two sources twice, as compare-two.sh does. What differs both times in the same way is in differences.jsonl.
umask 077
mkdir -p "$EVIDENCE_DIR" || exit
bash "$RUNBOOK/scripts/compare-two.sh" > "$EVIDENCE_DIR/first.jsonl" || exit
if grep -qx '"[a-z-]*"' "$EVIDENCE_DIR/first.jsonl"; then jq -r . "$EVIDENCE_DIR/first.jsonl"; exit 0; fi
if [ -s "$EVIDENCE_DIR/first.jsonl" ]; then
  sleep "${COMPARE_WAIT:-600}"
  bash "$RUNBOOK/scripts/compare-two.sh" > "$EVIDENCE_DIR/second.jsonl" || exit
else
  : > "$EVIDENCE_DIR/second.jsonl"
fi
LC_ALL=C comm -12 "$EVIDENCE_DIR/first.jsonl" "$EVIDENCE_DIR/second.jsonl" > "$EVIDENCE_DIR/differences.jsonl"
head -n 10 "$EVIDENCE_DIR/differences.jsonl"
jq -r .kind "$EVIDENCE_DIR/differences.jsonl" | sort | uniq -c
if [ -s "$EVIDENCE_DIR/differences.jsonl" ]; then printf 'differs\n'; else printf 'equal\n'; fi
