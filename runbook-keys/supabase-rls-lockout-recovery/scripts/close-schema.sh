# Takes usage of the schema away again from the roles that lacked it before Action 6, and from no other.
[ -r "$EVIDENCE_DIR/schema-closed.txt" ] || exit 1
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/close-schema.sql"
