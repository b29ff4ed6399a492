-- Replayed jobs that are neither in again.txt nor have exactly one effect.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\set ids `cat "$EVIDENCE_DIR/replayed.txt"`
\set again `cat "$EVIDENCE_DIR/again.txt"`
\set keys `cat "$EVIDENCE_DIR/keys.txt"`
with keys as (
  select distinct split_part(line, ' ', 1) as id, substr(line, strpos(line, ' ') + 1) as key
  from unnest(string_to_array(:'keys', E'\n')) as line
), replayed as (
  select id from unnest(string_to_array(:'ids', E'\n')) as id where id <> ''
)
select count(*) from replayed left join keys using (id)
where id <> all (string_to_array(:'again', E'\n')) and 1 <> (
  select count(*) from :effects as e where queue = :'queue' and key = keys.key);
