# Saves the rules of the table as policies-before.sql, and which roles lack its schema as schema-closed.txt. A rollback
# needs both, so neither is ever overwritten.
umask 077
if [ -s "$EVIDENCE_DIR/policies-before.sql" ]; then
  printf 'policies-before.sql is of %s\nkept\n' "$(date -u -r "$EVIDENCE_DIR/policies-before.sql" +%FT%TZ)"
  exit 0
fi
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/closed.sql" > "$EVIDENCE_DIR/schema-closed.txt" || exit
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/export.sql" > "$EVIDENCE_DIR/policies-before.tmp" &&
  mv "$EVIDENCE_DIR/policies-before.tmp" "$EVIDENCE_DIR/policies-before.sql" || exit
printf 'policies: %s\n' "$(grep -c '^create policy' "$EVIDENCE_DIR/policies-before.sql")"
grep -q 'row level security;$' "$EVIDENCE_DIR/policies-before.sql" && printf 'saved\n'
