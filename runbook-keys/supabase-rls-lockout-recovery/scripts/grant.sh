# Grants what the policies already allow. See grant.sql.
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/grant.sql"
