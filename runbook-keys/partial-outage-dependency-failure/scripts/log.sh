# Counts known words in the log of the application.
count() { grep -cE "$1" "$APP_LOG"; [ $? -lt 2 ]; }
POOL_WORDS='timeout exceeded when trying to connect|too many clients|remaining connection slots|[Mm]ax client conn'
POOL_WORDS="$POOL_WORDS|no more connections allowed|max_client_conn|too many connections|P2024|EMFILE|too many open files"
network=$(count 'ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|CERT_|UNABLE_TO_') &&
  pool=$(count "$POOL_WORDS") &&
  permission=$(count '42501|permission denied for') || exit 1
printf 'lines: network %s, pool %s, permission %s\n' "$network" "$pool" "$permission"
if [ "$(jq -r .dependency_share "$EVIDENCE_DIR/switches-now.json")" != 100 ] &&
  [ "$(cat "$EVIDENCE_DIR/way.txt")" = switch ]; then printf 'switched-off\n'
elif [ "$(tail -n 1 "$EVIDENCE_DIR/blast-radius.txt")" = well ]; then printf 'well\n'
elif [ "$permission" -gt $((network + pool)) ]; then printf 'permission\n'
elif [ $((network + pool)) -gt 0 ]; then printf 'ours\n'
else printf 'quiet\n'; fi
