# Is the endpoint on? Notes the time when it is: repaired.txt.
umask 077
bash "$RUNBOOK/scripts/endpoint.sh" > "$EVIDENCE_DIR/endpoint-after.txt" || exit
cat "$EVIDENCE_DIR/endpoint-after.txt"
if tail -n 1 "$EVIDENCE_DIR/endpoint-after.txt" | grep -qx enabled; then date -u +%s > "$EVIDENCE_DIR/repaired.txt"; fi
