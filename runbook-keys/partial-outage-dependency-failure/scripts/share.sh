# The share of requests that may call the dependency now; the answer is kept as switches-after.json.
umask 077
curl -gsS --fail --max-time 10 -o "$EVIDENCE_DIR/switches-after.json" -K - "$SWITCHES_URL" <<EOF || exit
header = "Authorization: Bearer ${SWITCHES_TOKEN}"
EOF
jq -e .dependency_share "$EVIDENCE_DIR/switches-after.json"
