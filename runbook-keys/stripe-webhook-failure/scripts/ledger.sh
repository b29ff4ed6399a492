# Does the ledger refuse a second row for the same event? See ledger.sql.
export LEDGER_TABLE="${LEDGER_TABLE:-stripe_events}" LEDGER_ID="${LEDGER_ID:-id}" LEDGER_DONE="${LEDGER_DONE:-processed_at}"
if [ "$LEDGER_TABLE" = none ]; then printf 'no-ledger\n'; exit 0; fi
psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/scripts/ledger.sql"
