-- Saves every failed job, archived ones too. The last line is the minutes until the first is archived.
\set ON_ERROR_STOP on
\pset fieldsep ' '
set statement_timeout = '30s';
\getenv queue QUEUE_NAME
\getenv since INCIDENT_START
\getenv field JOB_KEY_FIELD
\getenv keep ARCHIVE_AFTER_SECONDS
\getenv folder EVIDENCE_DIR
\set failed `cat "$RUNBOOK/scripts/failed.sql"`
\o :folder/failed-before.txt
select id, class, archived, to_char(completed_on at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), key
from (:failed) as failed order by completed_on, id;
\o
select count(*) || ' failed, archived already: ' || count(*) filter (where archived) from (:failed) as failed;
select coalesce(floor(extract(epoch from min(completed_on) + interval '1 second' * :keep - now()) / 60)::text, 'none')
from (:failed) as failed where not archived;
