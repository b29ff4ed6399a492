# Asks the pooler five times, because clients that wait give up and come again. `after` keeps what the first call saved.
# Prints no address.
umask 077
[ -n "$POOLER_ADMIN_URL" ] || { printf 'no-pooler\n'; exit 0; }
file=$EVIDENCE_DIR/pools.txt
[ "$1" != after ] || file=$EVIDENCE_DIR/pools-after.txt
: > "$file" || exit
for n in 1 2 3 4 5; do
  [ "$n" = 1 ] || sleep 1
  psql -XqAt -F ' ' -v ON_ERROR_STOP=1 >> "$file" <<'SQL' || exit
\getenv url POOLER_ADMIN_URL
\connect :"url"
show pools;
SQL
done
cat "$file"
if [ "$1" != after ] && grep -q max_client_conn "$EVIDENCE_DIR/probe.txt"; then
  printf 'clients\n'
else
  awk '$1 != "pgbouncer" && $4 > 0 { waiting = 1 } END { print waiting ? "waiting" : "calm" }' "$file"
fi
