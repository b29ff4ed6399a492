# Gives usage of the schema back to the roles that lack it, and keeps which these were, for the rollback.
umask 077
if [ ! -e "$EVIDENCE_DIR/schema-closed.txt" ]; then
  psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/closed.sql" > "$EVIDENCE_DIR/schema-closed.tmp" &&
    mv "$EVIDENCE_DIR/schema-closed.tmp" "$EVIDENCE_DIR/schema-closed.txt" || exit
fi
[ -r "$EVIDENCE_DIR/schema-closed.txt" ] || exit 1
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/open-schema.sql"
