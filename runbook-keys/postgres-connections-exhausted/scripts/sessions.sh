# Saves who is connected before anything is ended. What was saved first is never overwritten.
umask 077
file="$EVIDENCE_DIR/sessions-before.txt"
if [ -s "$file" ]; then
  printf 'sessions-before.txt is of %s\nkept\n' "$(date -u -r "$file" +%FT%TZ)"
  exit 0
fi
psql -XqA -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/limits.sql" -f - > "$file.part" <<'SQL' || exit
select pid, usename, datname, application_name, client_addr, state, class, backend_start, xact_start, state_change,
  pg_blocking_pids(pid) as blocked_by, left(query, 200) as query
from held order by state_change;
SQL
mv "$file.part" "$file" || exit
wc -l < "$file"
printf 'saved\n'
