# Prints every subscription of Stripe, at most 10 pages a second: id, customer, status, price, time of creation. 66: too many.
# 69: Stripe does not answer.
after= pages=0 more=true
while [ "$more" = true ]; do
  [ "$pages" -lt 1000 ] || exit 66
  page=$(curl -sS --fail --retry 3 --max-time 30 -G -K - -d status=all -d limit=100 \
    ${after:+-d "starting_after=$after"} "${STRIPE_API_BASE}/v1/subscriptions" <<EOF
header = "Authorization: Bearer ${STRIPE_SECRET_KEY}"
EOF
  ) || case $? in 6 | 7 | 28 | 56) exit 69 ;; *) exit ;; esac
  jq -c '.data[] | {id, customer, status, created,
    price: (.items.data | if length == 1 then .[0].price.id else null end)}' <<< "$page" || exit 69
  more=$(jq -r .has_more <<< "$page")
  after=$(jq -r '.data[-1].id // ""' <<< "$page")
  pages=$((pages + 1))
  sleep 0.1
done
