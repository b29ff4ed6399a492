-- Makes the copies of copies.txt wait again.
\set ON_ERROR_STOP on
set statement_timeout = '30s';
\ir jobs.sql
\set ids `cat "$EVIDENCE_DIR/copies.txt"`
\if :boss
  update pgboss.job set state = 'created', completed_on = null
  where name = (select dead_letter from pgboss.queue where name = :'queue') and state = 'cancelled'
    and id = any (string_to_array(:'ids', E'\n')::uuid[]);
\endif
