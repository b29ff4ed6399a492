# Asks the pooler five times, because clients that wait give up and come again: sh pools.sh FILE. Prints no address.
umask 077
[ -n "$POOLER_ADMIN_URL" ] || { printf 'no-pooler\n'; exit 0; }
: > "$EVIDENCE_DIR/$1" || exit
for _ in 1 2 3 4 5; do
  psql -XqAt -F ' ' -v ON_ERROR_STOP=1 >> "$EVIDENCE_DIR/$1" <<'SQL' || exit
\getenv url POOLER_ADMIN_URL
\connect :"url"
show pools;
SQL
  sleep 1
done
cat "$EVIDENCE_DIR/$1"
if [ "$1" = pools.txt ] && grep -q max_client_conn "$EVIDENCE_DIR/probe.txt"; then
  printf 'clients\n'
else
  awk '$1 != "pgbouncer" && $4 > 0 { waiting = 1 } END { print waiting ? "waiting" : "calm" }' "$EVIDENCE_DIR/$1"
fi
