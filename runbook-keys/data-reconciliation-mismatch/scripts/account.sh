# Does the key read the right account? Asks for the known-good subscription. 69: Stripe does not answer.
umask 077
answer="$EVIDENCE_DIR/answer.json"
code=$(curl -sS --max-time 20 -o "$answer" -w '%{http_code}' -K - \
  "${STRIPE_API_BASE}/v1/subscriptions/${KNOWN_GOOD_SUBSCRIPTION}" <<EOF
header = "Authorization: Bearer ${STRIPE_SECRET_KEY}"
EOF
) || case $? in 6 | 7 | 28 | 56) exit 69 ;; *) exit ;; esac
printf 'status: %s\n' "$code"
case "$code" in
  200) jq -r 'if .livemode then "live" else "sandbox" end' "$answer" ;;
  404) printf 'unknown-id\n' ;;
  401 | 403) printf 'refused\n' ;;
  *) printf 'unclear\n' ;;
esac
rm -f "$answer"
