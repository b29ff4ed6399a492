# Saves who is connected before anything is ended. What was saved first is never overwritten.
umask 077
file="$EVIDENCE_DIR/sessions-before.txt"
if [ -s "$file" ]; then
  printf 'sessions-before.txt is of %s\nkept\n' "$(date -u -r "$file" +%FT%TZ)"
  exit 0
fi
psql -XqA -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/sessions.sql" > "$file.part" || exit
mv "$file.part" "$file" || exit
printf 'lines: %s\n' "$(wc -l < "$file")"
printf 'saved\n'
