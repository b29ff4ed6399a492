// Functions that SQL calls without writing a call. Each of the first was run by a real PostgreSQL 15 over tables, functions,
// operators and domains that make it a call, the function writes a row, and the row was there. `using ===` calls the function
// that compares, of the operator class that `===` belongs to.
import { describe, expect, test } from 'vitest'
import { classify } from './support/classify.js'

const CALLS: readonly string[] = [
  'select t.cleanup from t',
  'select (t).cleanup from t',
  'select x.purge from (select * from t) x',
  'select * from t order by t.cleanup',
  'select 1 from t where t.drop_me',
  'select public.t.cleanup from public.t',
  'select t.* from t where (t.*).cleanup',
  'select (row(1)::t).cleanup',
  'select a.cleanup from pg_stat_activity a',
  'with x as (select * from t) select x.cleanup from x',
  'with x as (select id from t), y as (select * from x) select y.cleanup from y',
  'select x.cleanup from (select id from t) x, lateral (select x.purge) y',
  'select x.fq from (select 1 as a) x',
  'select j.cleanup from (t join u using (id)) j',
  'select v.column2 from (values (1)) v',
  'select g.pid from generate_series(1, 3) g',
  'select x.b from t as x(a)',
  // An alias that stands for two things, of which one has no such column.
  'select 1 from (select id from t) x where exists (select 1 from u x where x.id = 1)',
  'select (jsonb_each(a)).cleanup from t',
  // Operators and conversions of somebody.
  'select a <=> b from t',
  'select a operator(public.+) b from t',
  'select * from t order by a using ===',
  'select a === any (select b from u) from t',
  "select 'x'::mytype",
  "select cast('x' as my_domain)",
  'select null::public.orders',
  'select a::mytype[] from t'
]

const LOOKS: readonly string[] = [
  'select a.pid, a.state from pg_stat_activity a',
  'select pg_catalog.pg_stat_activity.pid from pg_catalog.pg_stat_activity',
  'select c.relname, n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace',
  'select c.column_name from information_schema.columns c',
  'select s.query, s.calls, s.total_exec_time from pg_stat_statements s order by s.total_exec_time desc',
  'select blocked.pid from pg_locks blocked join pg_locks other on other.locktype = blocked.locktype and other.pid != blocked.pid',
  'select x.id from (select id from orders) x',
  'select o.id, c.name from (select id, customer from orders) o join (select id as customer_id, name from customers) c on o.customer = c.customer_id',
  'with x as (select id, count(*) as n from t group by id) select x.id, x.n from x where x.n > 1',
  'with x (id) as (select * from t) select x.id from x',
  'select x.n from t as x(id, n)',
  'select v.a, w.column1 from (values (1)) v(a), (values (2)) w',
  'select g.g from generate_series(1, 3) g',
  'select u.ord from unnest(array[1]) with ordinality u(x, ord)',
  "select e.key, e.value from jsonb_each('{}') e",
  'select r.a from jsonb_to_recordset($$[]$$::jsonb) as r (a int)',
  'select (aclexplode(relacl)).grantee from pg_class',
  'select t.* from t',
  'select t from t',
  'select id, status from orders where status = $$failed$$',
  "select a between 1 and 2, a not between symmetric 1 and 2, b like 'x%', c not ilike 'y', d in (1, 2), e is distinct from f, g = any ('{1}'), nullif(a, b), h similar to 'x' from t",
  "select now()::date, '1'::int, null::numeric(10, 2), x::text[], cast(a as timestamptz), 'a'::regclass, '1 hour'::interval from t",
  "select data -> 'a' ->> 'b', data @> '{}', data ? 'x', a || b, n % 2, -n, a ~* 'x' from t"
]

describe('what calls a function', () => {
  test.for(CALLS)('%s', (statement) => {
    expect(classify('sql', statement).effect).not.toBe('read-only')
  })
})

describe('what only looks', () => {
  test.for(LOOKS)('%s', (statement) => {
    expect(classify('sql', statement)).toMatchObject({ effect: 'read-only', reasons: [] })
  })
})

test('the reason names the function, and what would show that there is none', () => {
  const [reason] = classify('sql', 'select t.cleanup from t').reasons
  expect(reason?.what).toBe('`t.cleanup` is a call of the function `cleanup` unless there is such a column')
})
