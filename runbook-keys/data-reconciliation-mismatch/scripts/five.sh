# Asks Stripe for five rows by their ids, repaired ones first. Counts those that differ.
umask 077
psql -XqAt -F ' ' -v ON_ERROR_STOP=1 > "$EVIDENCE_DIR/sample.txt" <<'SQL' || exit
set statement_timeout = '10s';
set default_transaction_read_only = on;
select id, customer_id, status, coalesce(price_id, '-') from subscriptions where id ~ '^sub_[A-Za-z0-9_]+$'
  and id not in (select id from runbook_recon.set_aside)
order by id in (select id from runbook_recon.repaired where undone_at is null) desc, random() limit 5;
SQL
unequal=0
while read -r id customer status price <&3; do
  there=$(curl -sS --fail --retry 3 --max-time 20 -K - "${STRIPE_API_BASE}/v1/subscriptions/$id" <<EOF
header = "Authorization: Bearer ${STRIPE_SECRET_KEY}"
EOF
  ) || exit
  there=$(jq -r --arg price "$price" '"\(.customer) \(.status) \(.items.data
    | if length == 1 then .[0].price.id else $price end)"' <<< "$there") || exit
  [ "$there" = "$customer $status $price" ] || { unequal=$((unequal + 1)); printf 'unequal: %s\n' "$id"; }
  sleep 0.1
done 3< "$EVIDENCE_DIR/sample.txt"
printf '%s\n' "$unequal"
