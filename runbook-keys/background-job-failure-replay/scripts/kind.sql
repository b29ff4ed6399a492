-- Which queue is it? REDIS_HOST says BullMQ; else the one that knows QUEUE_NAME. Keeps the answer for the other scripts.
\set redis ''
\getenv redis REDIS_HOST
select :'redis' <> '' as bullmq, to_regclass('pgboss.queue') is not null as boss,
  to_regclass('graphile_worker._private_tasks') is not null as graphile,
  to_regclass('pgboss.archive') is not null as archives,
  (select count(*) from pg_attribute where attrelid = to_regclass('pgboss.job')
    and attname in ('expire_seconds', 'deletion_seconds')) = 2 as seconds \gset
\set kind other
\set known false
\if :bullmq
  \set kind bullmq
\else
  \if :graphile
    select exists (select from graphile_worker._private_tasks where identifier = :'queue') as known \gset
    \set kind graphile-worker
  \endif
  \if :known
  \else
    \if :boss
      select case when :'archives' and version = 24 then 'pg-boss-10' when :'seconds' and not :'archives' then 'pg-boss-12'
        else 'other' end as kind from pgboss.version \gset
    \endif
  \endif
\endif
select :'kind' \g | cat > "$EVIDENCE_DIR/kind.txt"
