-- Brings the jobs of restored.txt back from the archive.
\set ON_ERROR_STOP on
set statement_timeout = '60s';
set lock_timeout = '2s';
\getenv queue QUEUE_NAME
\set ids `cat "$EVIDENCE_DIR/restored.txt"`
with back as (
  delete from pgboss.archive
  where name = :'queue' and state = 'failed' and id = any (string_to_array(:'ids', E'\n')::uuid[])
  returning *
), put as (
  insert into pgboss.job select (jsonb_populate_record(null::pgboss.job,
    to_jsonb(back) || jsonb_build_object('completed_on', now()))).* from back returning id
)
select 'brought back: ' || count(*) from put;
select count(*) from unnest(string_to_array(:'ids', E'\n')::uuid[]) as wanted (id)
where not exists (select from pgboss.job j where j.name = :'queue' and j.id = wanted.id);
