# Counts known words in the log of the application.
count() { grep -cE "$1" "$APP_LOG"; [ $? -lt 2 ]; }
FULL_WORDS='too many clients|connection slots are reserved|[Mm]ax client conn|MaxClients|EMAXCONN'
FULL_WORDS="$FULL_WORDS|no more connections allowed|max_client_conn|too many connections|query_wait_timeout"
network=$(count 'ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|CERT_|UNABLE_TO_') &&
  pool=$(count 'timeout exceeded when trying to connect|P2024|EMFILE|too many open files') &&
  connections=$(count "$FULL_WORDS|remaining connection slots") &&
  permission=$(count 'permission denied for|([Cc]ode|SQLSTATE|[Ee]rror)[^0-9A-Za-z]{1,4}42501') || exit 1
printf 'lines: network %s, pool %s, connections %s, permission %s\n' "$network" "$pool" "$connections" "$permission"
if [ "$(jq -r .dependency_share "$EVIDENCE_DIR/switches-now.json")" != 100 ] &&
  [ "$(cat "$EVIDENCE_DIR/way.txt")" = switch ]; then printf 'switched-off\n'
elif [ "$(tail -n 1 "$EVIDENCE_DIR/blast-radius.txt")" = well ]; then printf 'well\n'
else
  # One line or two are in the log of every day. A full server makes the waits of pools run out, too.
  awk -v network="$network" -v pool="$pool" -v full="$connections" -v permission="$permission" 'BEGIN {
    others = network + pool + full
    print (others + permission <= 2 ? "quiet" : permission > others ? "permission" : full > network ? "connections" \
      : "ours") }'
fi
