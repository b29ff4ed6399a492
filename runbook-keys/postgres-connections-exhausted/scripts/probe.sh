# Connects once as the application does, and says in one word what it is told. No SET: a transaction pooler would leave
# it behind for others.
umask 077
: > "$EVIDENCE_DIR/probe.txt" || exit
if timeout 15 psql -XqAt -v ON_ERROR_STOP=1 > "$EVIDENCE_DIR/probe.txt" 2>&1 <<'SQL'; then
\getenv url APP_DATABASE_URL
\connect :"url"
select now();
SQL
  word=accepted
else
  case "$?:$(cat "$EVIDENCE_DIR/probe.txt")" in
    124:* | *'no more connections allowed'* | *query_wait_timeout* | *server_login_retry* | *'ax client'* | *EMAXCONN*)
      word=pooler ;;
    *'too many clients'* | *'slots are reserved'* | *'too many connections'*) word=full ;;
    *) word=other ;;
  esac
fi
# The address may stand in the message.
sed 's#://[^@/ ]*@#://#g' "$EVIDENCE_DIR/probe.txt"
printf '%s\n' "$word"
