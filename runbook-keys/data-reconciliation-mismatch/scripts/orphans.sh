# Asks Stripe for each orphan by its id, and for the known-good subscription with the same key.
# 69: Stripe does not answer.
umask 077
proof="$EVIDENCE_DIR/orphan-proof.txt"
answer="$EVIDENCE_DIR/answer.json"
: > "$proof"
ids=$(psql -XqAt -v ON_ERROR_STOP=1 <<'SQL'
set statement_timeout = '10s';
select id from runbook_recon.open where kind = 'orphan' order by id;
SQL
) || exit
for id in "$KNOWN_GOOD_SUBSCRIPTION" $ids; do
  code=$(curl -sS --retry 3 --max-time 20 -o "$answer" -w '%{http_code}' -K - \
    "${STRIPE_API_BASE}/v1/subscriptions/$id" <<EOF
header = "Authorization: Bearer ${STRIPE_SECRET_KEY}"
EOF
  ) || case $? in 6 | 7 | 28 | 56) exit 69 ;; *) exit ;; esac
  printf '%s %s %s\n' "$id" "$code" "$(jq -r '.error.code // "found"' "$answer")" >> "$proof"
  rm -f "$answer"
  sleep 0.1
done
cat "$proof"
if ! head -n 1 "$proof" | grep -q ' 200 found$'; then printf 'wrong-key\n'
elif tail -n +2 "$proof" | grep -q ' 200 found$'; then printf 'snapshot-incomplete\n'
elif tail -n +2 "$proof" | grep -qv ' 404 resource_missing$'; then printf 'unclear\n'
else printf 'proven\n'; fi
