# Sends a signed event and notes the time when it is taken: repaired.txt.
umask 077
node "$RUNBOOK/scripts/signed-event.mjs" > "$EVIDENCE_DIR/signed-after.txt" || exit
cat "$EVIDENCE_DIR/signed-after.txt"
if grep -qxE 'accepted|passed' "$EVIDENCE_DIR/signed-after.txt"; then date -u +%s > "$EVIDENCE_DIR/repaired.txt"; fi
