# Saves the rules of the table as policies-before.sql, which a rollback needs; one that is there is never overwritten.
umask 077
if [ -s "$EVIDENCE_DIR/policies-before.sql" ]; then
  printf 'policies-before.sql is of %s\nkept\n' "$(date -u -r "$EVIDENCE_DIR/policies-before.sql" +%FT%TZ)"
  exit 0
fi
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/export.sql" > "$EVIDENCE_DIR/policies-before.tmp" &&
  mv "$EVIDENCE_DIR/policies-before.tmp" "$EVIDENCE_DIR/policies-before.sql" || exit
printf 'policies: %s\n' "$(grep -c '^create policy' "$EVIDENCE_DIR/policies-before.sql")"
grep -q 'row level security;$' "$EVIDENCE_DIR/policies-before.sql" && printf 'saved\n'
