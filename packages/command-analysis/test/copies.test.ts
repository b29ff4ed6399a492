// `\copy` of psql: what it reads, where it writes, and what else stands in its line. psql sends the rest of the line to the
// server as it stands: the `drop table` of the first one was run by a real psql.
import { expect, test } from 'vitest'
import { classify } from './support/classify.js'

test.for([
  String.raw`psql -c '\copy (select 1) to stdout; drop table t'`,
  String.raw`psql -c '\copy (select 1) to stdout with csv; drop table t'`,
  String.raw`psql -c '\copy t to pstdout; drop table t'`,
  String.raw`psql -c '\copy (select 1); drop table t; copy (select 2) to stdout'`,
  String.raw`psql -c "\copy (select 1) to '$EVIDENCE_DIR/x'; drop table t"`,
  String.raw`psql -c "\copy (select 1) to stdout with null 'a\'; drop table t; --'"`,
  String.raw`psql -c "\copy (select 1) to stdout /* ' */ ; drop table t; /* ' */"`,
  String.raw`psql -c '\copy (select 1) to stdout with null $$; drop table t; --$$'`,
  String.raw`psql -c '\copy (select t.cleanup from t) to stdout'`,
  String.raw`psql -c "\copy t from '$EVIDENCE_DIR/x.csv'"`,
  String.raw`psql -c "\copy t to '$OTHER/x.csv'"`,
  String.raw`psql -c "\copy t to '$EVIDENCE_DIR/../x.csv'"`,
  String.raw`psql -c "\copy (select 1) to program 'cat > $EVIDENCE_DIR/x'"`,
  String.raw`psql -c "\copy $TABLE to '$EVIDENCE_DIR/x.csv'"`
])('acts, or may: %s', (code) => {
  expect(classify('bash', code).effect).not.toBe('read-only')
})

test.for([
  String.raw`psql -c "\copy (select 1) to '$EVIDENCE_DIR/x'"`,
  String.raw`psql -c "\copy (select id from t) to '$EVIDENCE_DIR/x.csv' csv header"`,
  String.raw`psql -c "\copy t to '$EVIDENCE_DIR/x.csv'"`,
  String.raw`psql -c "\copy public.t (id, name) to '$EVIDENCE_DIR/x.csv' csv header"`,
  String.raw`psql -c "\copy t to '\${EVIDENCE_DIR}/x.csv' with (format csv)"`.replace('\\$', '$'),
  "psql <<'SQL'\n\\copy (select 1) to stdout with csv delimiter ';'\nSQL",
  String.raw`psql -c '\copy (select 1) to stdout;'`
])('looks, and writes only into the folder of the run: %s', (code) => {
  expect(classify('bash', code)).toMatchObject({ effect: 'read-only', reasons: [] })
})
