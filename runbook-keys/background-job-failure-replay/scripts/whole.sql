-- Is nothing lost, doubled or left over?
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\set before `cut -d ' ' -f 1,5- "$EVIDENCE_DIR/failed-before.txt"`
\set apart `cat "$EVIDENCE_DIR/apart.txt" "$EVIDENCE_DIR/again.txt"`
with jobs (id, name, state, data, output, dead_letter, created_on, started_on, completed_on, start_after, expires_on,
  lost_on, archived) as materialized (:jobs), known as (
  select split_part(line, ' ', 1) as id, substr(line, strpos(line, ' ') + 1) as key
  from unnest(string_to_array(:'before', E'\n')) as line where line <> ''
  union select id, coalesce(key, '') from (:failed) as failed
), effects as (
  select key, count(*) as times, max(done_at) as last from :effects as effects where queue = :'queue' group by key
), open as (
  select distinct known.id from known left join effects using (key)
  where effects.key is null and known.id <> all (string_to_array(:'apart', E'\n'))
), copies as (
  select c.id from jobs c join effects on effects.key = c.data ->> :'field'
  where c.name in (select dead_letter from jobs where name = :'queue') and not c.archived
    and c.state in ('created', 'retry', 'active', 'completed') and c.created_on >= :'since'::timestamptz
), late as (
  select id from jobs where name = :'queue' and not archived and (
    (state in ('created', 'retry') and start_after < now() - interval '5 minutes')
    or (state = 'active' and expires_on < now()))
), counts as (
  select (select count(*) from open) as open, (select count(*) from copies) as copies,
    (select count(*) from late) as late,
    (select count(*) from effects where times > 1 and last >= :'since'::timestamptz) as doubled
)
select format('without effect %s, doubled %s, copies of finished jobs %s, late %s', open, doubled, copies, late)
  || E'\n' || open + doubled + copies + late from counts;
