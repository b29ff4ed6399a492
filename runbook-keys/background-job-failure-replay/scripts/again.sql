-- Replayed jobs that are not completed.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\set ids `cat "$EVIDENCE_DIR/replayed.txt"`
select id from (:jobs) as jobs where name = :'queue' and not archived and state <> 'completed'
  and id = any (string_to_array(:'ids', E'\n'));
