# Asks Stripe for ten of the rows that would be repaired, past the list and the comparison.
umask 077
psql -XqAt -F ' ' -v ON_ERROR_STOP=1 > "$EVIDENCE_DIR/mass-sample.txt" <<'SQL' || exit
set statement_timeout = '30s';
set default_transaction_read_only = on;
select id, stripe_customer, stripe_status from runbook_recon.open where kind in ('missing', 'stale')
order by random() limit 10;
SQL
unequal=0
while read -r id customer status <&3; do
  there=$(curl -sS --fail --retry 3 --max-time 20 -K - "${STRIPE_API_BASE}/v1/subscriptions/$id" <<EOF
header = "Authorization: Bearer ${STRIPE_SECRET_KEY}"
EOF
  ) || exit
  there=$(jq -r '"\(.customer) \(.status)"' <<< "$there") || exit
  [ "$there" = "$customer $status" ] || { unequal=$((unequal + 1)); printf 'unequal: %s\n' "$id"; }
  sleep 0.1
done 3< "$EVIDENCE_DIR/mass-sample.txt"
printf 'sampled: %s\n' "$(wc -l < "$EVIDENCE_DIR/mass-sample.txt")"
if [ "$unequal" -gt 0 ]; then printf 'unequal\n'
elif [ -s "$EVIDENCE_DIR/mass-sample.txt" ]; then printf 'as-compared\n'
else printf 'nothing-to-repair\n'; fi
