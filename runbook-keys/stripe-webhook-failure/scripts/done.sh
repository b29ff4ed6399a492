# Which of the events in ids.txt the ledger has processed: done.txt. Which of them since the repair: done-since.txt.
umask 077
: > "$EVIDENCE_DIR/done.txt"
: > "$EVIDENCE_DIR/done-since.txt"
if [ "${LEDGER_TABLE:-stripe_events}" = none ]; then
  node "$RUNBOOK/scripts/delivered.mjs"
  exit
fi
export LEDGER_TABLE="${LEDGER_TABLE:-stripe_events}" LEDGER_ID="${LEDGER_ID:-id}" LEDGER_DONE="${LEDGER_DONE:-processed_at}"
psql -XqAt -v ON_ERROR_STOP=1 <<'SQL'
set statement_timeout = '30s';
\getenv folder EVIDENCE_DIR
\getenv ledger LEDGER_TABLE
\getenv id LEDGER_ID
\getenv done LEDGER_DONE
\set ids `cat "$EVIDENCE_DIR/ids.txt"`
\set fixed `cat "$EVIDENCE_DIR/fixed-at.txt"`
select to_regclass(:'ledger')::text as ledger \gset
\o :folder/done.txt
select :"id" from :ledger where :"done" is not null and :"id" = any (string_to_array(:'ids', E'\n'));
\o :folder/done-since.txt
select :"id" from :ledger where :"id" = any (string_to_array(:'ids', E'\n'))
  and case when pg_typeof(:"done") in ('timestamptz'::regtype, 'timestamp'::regtype)
    then :"done"::text::timestamptz >= to_timestamp(:'fixed'::float8) else false end;
SQL
