-- Share of failures among the jobs that ended in the last 20 hours, in percent.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\set apart `cat "$EVIDENCE_DIR/apart.txt" "$EVIDENCE_DIR/again.txt"`
with ended as (
  select state = 'failed' as failed, left(output ->> 'message', 120) as message from (:jobs) as jobs
  where name = :'queue' and completed_on > now() - interval '20 hours'
    and (state = 'completed' or (state = 'failed' and id <> all (string_to_array(:'apart', E'\n'))
      and not exists (select from :effects as e where queue = :'queue' and key = data ->> :'field')))
)
select * from (select count(*) || ' failed: ' || message from ended where failed group by message) as classes
union all
select coalesce(ceil(100.0 * count(*) filter (where failed) / nullif(count(*), 0)), 0)::text from ended;
