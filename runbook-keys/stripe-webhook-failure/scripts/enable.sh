# Switches the endpoint on, and prints the HTTP status.
umask 077
curl -sS --fail-with-body --max-time 20 -o "$EVIDENCE_DIR/endpoint-on.json" -w '%{http_code}\n' -K - \
  --data disabled=false "${STRIPE_API_BASE}/v1/webhook_endpoints/${WEBHOOK_ENDPOINT_ID}" <<EOF
header = "Authorization: Bearer ${STRIPE_SECRET_KEY}"
EOF
