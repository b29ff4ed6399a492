# Hands every difference that was corrected back to REPAIR_SCRIPT, newest first, with `undo`: it puts back what B had.
umask 077
sed -n '1!G;h;$p' "$EVIDENCE_DIR/any-repaired.jsonl" > "$EVIDENCE_DIR/any-undone.jsonl" || exit
while IFS= read -r difference <&3; do
  bash "$REPAIR_SCRIPT" undo <<< "$difference" || exit
done 3< "$EVIDENCE_DIR/any-undone.jsonl"
: > "$EVIDENCE_DIR/any-repaired.jsonl"
wc -l < "$EVIDENCE_DIR/any-undone.jsonl"
