-- Saves every failed job, archived ones too. The last line is the minutes until the first is archived or deleted.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\pset fieldsep ' '
\getenv folder EVIDENCE_DIR
\o :folder/failed-before.txt
select id, class, archived, to_char(completed_on at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), key
from (:failed) as failed order by completed_on, id;
\o
select count(*) || ' failed, archived already: ' || count(*) filter (where archived) from (:failed) as failed;
select coalesce(floor(extract(epoch from min(lost_on) - now()) / 60)::text, 'none')
from (:failed) as failed where not archived;
