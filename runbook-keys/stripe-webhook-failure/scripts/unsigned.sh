# Sends an unsigned event, complete and harmless, and prints the HTTP status. It must be refused.
umask 077
curl -sS --max-time 10 -o "$EVIDENCE_DIR/unsigned-probe.txt" -w '%{http_code}\n' \
  -H 'content-type: application/json' -d @- "$WEBHOOK_URL" <<'EOF'
{"id":"evt_runbook_probe_unsigned","object":"event","type":"runbook.probe","created":1,"data":{"object":{}}}
EOF
