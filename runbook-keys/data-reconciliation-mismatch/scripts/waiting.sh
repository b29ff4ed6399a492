# Subscription events, older than an hour, that Stripe could not deliver. 100 stands for 100 or more.
# 69: Stripe does not answer.
events=$(curl -sS --fail --max-time 20 -G -K - -d limit=100 -d delivery_success=false \
  --data-urlencode 'type=customer.subscription.*' \
  --data-urlencode "created[lte]=$(jq -nr 'now - 3600 | floor')" "${STRIPE_API_BASE}/v1/events" <<EOF
header = "Authorization: Bearer ${STRIPE_SECRET_KEY}"
EOF
) || case $? in 6 | 7 | 28 | 56) exit 69 ;; *) exit ;; esac
jq -er '.data | arrays | length' <<< "$events" || exit 69
