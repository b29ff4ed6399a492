# Sets switches to the JSON object $1 and prints the HTTP status. It says so in switch-log.txt first.
umask 077
printf '%s %s\n' "$(date -u +%FT%TZ)" "$1" >> "$EVIDENCE_DIR/switch-log.txt"
curl -gsS --fail-with-body --max-time 10 -o "$EVIDENCE_DIR/switch-answer.txt" -w '%{http_code}\n' -K - -X PATCH \
  -H 'content-type: application/json' --data "$1" "$SWITCHES_URL" <<EOF
header = "Authorization: Bearer ${SWITCHES_TOKEN}"
EOF
