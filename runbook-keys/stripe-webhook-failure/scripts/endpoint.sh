# What Stripe knows of the endpoint. Saves endpoint.json, which holds no secret; the last line is its state.
umask 077
curl -sS --fail-with-body --max-time 20 -o "$EVIDENCE_DIR/endpoint.json" -K - \
  "${STRIPE_API_BASE}/v1/webhook_endpoints/${WEBHOOK_ENDPOINT_ID}" <<HEADER || exit
header = "Authorization: Bearer ${STRIPE_SECRET_KEY}"
HEADER
jq -r '.enabled_events as $types
  | ((env.NEEDED_TYPES // "") | split(" ") | map(select(. != "" and ([.] - $types != [] and ($types | index("*") | not)))))
    as $absent
  | "url: \(.url)", "mode: \(if .livemode then "live" else "sandbox" end)", "API version: \(.api_version)",
    "types: \($types | join(" "))", ($absent[] | "not subscribed: \(.)"),
    if .url != env.WEBHOOK_URL then "url-differs" elif $absent != [] then "type-missing" else .status end' \
  "$EVIDENCE_DIR/endpoint.json"
