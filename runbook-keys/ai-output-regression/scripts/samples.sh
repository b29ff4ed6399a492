# Saves the last 50 answers since the start and shows 20 of them.
umask 077
jq -c --arg since "$INCIDENT_START" 'select(.at >= $since)' "$CALL_LOG" > "$EVIDENCE_DIR/since-start.jsonl" || exit
tail -n 50 "$EVIDENCE_DIR/since-start.jsonl" > "$EVIDENCE_DIR/samples.jsonl" || exit
tail -n 20 "$EVIDENCE_DIR/samples.jsonl" | jq -r '"\(.at) \(.model) \(.output | tojson | .[0:300])"' || exit
printf 'answers saved:\n'
jq -s length "$EVIDENCE_DIR/samples.jsonl"
