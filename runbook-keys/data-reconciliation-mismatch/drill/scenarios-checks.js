// @ts-check
// What the checks find before anything is compared: inputs that are corrected one by one, and ends.
import assert from 'node:assert/strict'
import { appendFile as appendTo, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKED, CONNECTIONS, JOBS, OUTAGE, WEBHOOK } from './paths.js'
import { KNOWN_GOOD, ROLE, closeDatabase, sql, stripeIs } from './world.js'

const ACCOUNT = CHECKED.slice(0, 2)
const TABLE = CHECKED.slice(0, 3)

/**
 * Two scripts that print these objects, as an operator writes them for Step 6, and one that corrects an object of B.
 * @param {readonly object[]} a
 * @param {readonly object[]} b
 * @param {string} [repair] The last line of the script that corrects: it gets the new objects as `$rows`.
 * @returns {(world: import('./world.js').Recon) => Promise<{ inputs: Record<string, string> }>}
 */
const twoSources =
  (a, b, repair = `printf '%s\\n' "$rows" > "$file"`) =>
  async ({ evidence }) => {
    const inputs = { COMPARE_BY: 'id', COMPARE_COLUMNS: 'amount', COMPARE_WAIT: '1', REPAIR_SCRIPT: evidence('repair.sh') }
    for (const [name, rows] of Object.entries({ SOURCE_A: a, SOURCE_B: b })) {
      const path = evidence(`${name}.sh`)
      await writeFile(evidence(`${name}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
      await writeFile(path, `cat '${evidence(`${name}.jsonl`)}'\n`)
      Object.assign(inputs, { [name]: path })
    }
    await writeFile(
      inputs.REPAIR_SCRIPT,
      `file='${evidence('SOURCE_B.jsonl')}'
rows=$(jq -c -n --argjson one "$(cat)" --arg way "$1" '(if $way == "undo" then $one.b else $one.a end) as $to
  | inputs | select((.id | tostring) != $one.key[0]), (if $to then { id: ($one.key[0] | tonumber), amount: $to[0] } else empty end)' \\
  "$file" | sort -u) || exit
${repair}
`
    )
    return { inputs }
  }

const OLD = [{ id: 1, amount: 5 }, { id: 2, amount: 7 }, { id: 4, amount: 1 }]
const TORN = [{ id: 1, amount: 6 }, { id: 3, amount: 7 }, { id: 4, amount: 1 }]
const CORRECTED = [...TABLE, 'Step 6', 'Step 7', 'Action 6']
const noTable = sql('alter table subscriptions rename to ledger')

/** What a framework keeps, under the name that the text looks for: two rows of it missed an event. */
const frameworkView = sql(`
  alter table subscriptions rename to framework_rows;
  create view subscriptions as select id, status, price_id, updated_at from framework_rows;
  grant select, insert, update, delete on subscriptions to public;
  update framework_rows set status = 'trialing' where id in ('sub_0003', 'sub_0010');`)

/**
 * Stripe and that view, with the script that SETUP.md shows.
 * @param {import('./world.js').Recon} world
 */
async function stripeAndView({ evidence }) {
  const files = {
    SOURCE_A: `bash "$RUNBOOK/scripts/pages.sh" | jq -c '{id, status}'\n`,
    SOURCE_B: `psql -XqAtc "select row_to_json(t) from (select id, status from subscriptions where id like 'sub%') t"\n`,
    REPAIR_SCRIPT: `one=$(cat) && psql -XqAt -v ON_ERROR_STOP=1 -v one="$one" -v way="$1" <<'EOF'
update framework_rows set status = :'one'::jsonb #>> array[case :'way' when 'undo' then 'b' else 'a' end, '0']
where id = :'one'::jsonb #>> '{key,0}' and status = :'one'::jsonb #>> array[case :'way' when 'undo' then 'a' else 'b' end, '0'];
EOF
`
  }
  /** @type {Record<string, string>} */
  const inputs = { COMPARE_BY: 'id', COMPARE_COLUMNS: 'status', COMPARE_WAIT: '1' }
  for (const [name, text] of Object.entries(files)) {
    inputs[name] = evidence(`${name}.sh`)
    await writeFile(evidence(`${name}.sh`), text)
  }
  return { inputs }
}

/**
 * Holds that source B is as it was.
 * @param {import('./world.js').Recon} world
 */
async function untouched({ evidence }) {
  const rows = (await readFile(evidence('SOURCE_B.jsonl'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
  assert.deepEqual(rows.sort((one, other) => one.id - other.id), TORN)
}

/** @type {import('@keys/drill').Scenario<import('./world.js').Recon>[]} */
export const checks = [
  {
    name: 'every input is wrong at first, and the list lacks what a direct look finds',
    fault: ({ stripe }) => {
      stripe.hiddenFromList.add(KNOWN_GOOD)
      return { inputs: { STRIPE_SECRET_KEY: 'a key that was cut off', EVIDENCE_DIR: '/dev/null/evidence' } }
    },
    before: {
      // One thing is corrected, and the next shows.
      'Check 1': [
        () => {},
        ({ evidence }) => ({ inputs: { EVIDENCE_DIR: evidence('.') } }),
        () => ({ inputs: { STRIPE_SECRET_KEY: 'rk_live_drill_revoked', KNOWN_GOOD_SUBSCRIPTION: 'sub_not_there' } }),
        ({ stripe }) => ({ inputs: { STRIPE_SECRET_KEY: stripe.apiKey } }),
        ({ stripe }) => {
          stripe.livemode = false
          return { inputs: { KNOWN_GOOD_SUBSCRIPTION: KNOWN_GOOD } }
        },
        async ({ stripe, database }) => {
          stripe.livemode = true
          await database.query(`revoke delete on subscriptions from ${ROLE}`)
        },
        sql(`
          grant delete on subscriptions to ${ROLE};
          alter table subscriptions enable row level security`),
        async ({ database }) => {
          await database.query(`update subscriptions set id = 'sub_other' where id = '${KNOWN_GOOD}'`)
          return { inputs: { DATABASE_URL: database.url() } }
        },
        async ({ database, stripe }) => {
          await database.query(`update subscriptions set id = '${KNOWN_GOOD}' where id = 'sub_other'`)
          stripe.answers.set('GET /v1/events', { status: 403, body: { error: { message: 'no permission' } } })
        },
        ({ stripe }) => stripe.answers.clear()
      ],
      'Step 1': [stripeIs('unauthorized', 1), () => {}]
    },
    decisions: { 'Check 2': 'the table is not' },
    path: [
      'Check 1',
      'Check 1',
      ...ACCOUNT,
      ...ACCOUNT,
      ...ACCOUNT,
      ...TABLE,
      ...TABLE,
      ...TABLE,
      ...CHECKED,
      ...CHECKED,
      'Step 1',
      ...CHECKED,
      'Step 1'
    ],
    end: 'escalate'
  },
  {
    name: 'Stripe cannot be reached',
    fault: stripeIs('reset'),
    path: ACCOUNT,
    end: OUTAGE
  },
  {
    name: 'two rows may have the same id',
    fault: sql('alter table subscriptions drop constraint subscriptions_pkey'),
    before: {
      'Step 6': [
        twoSources([{ id: 1, amount: 5 }], []),
        twoSources([{ id: 1, amount: 5 }], [{ amount: 5 }]),
        twoSources([{ id: 1, amount: 5 }], [{ id: 1, amount: 5 }, { id: 1, amount: 6 }]),
        twoSources([{ id: 1, amount: 5 }, { id: 2, amount: 7 }], [{ id: 1, amount: 6 }, { id: 3, amount: 7 }])
      ]
    },
    decisions: { 'Step 7': 'another one for each key' },
    path: [...TABLE, 'Step 6', 'Step 6', 'Step 6', 'Step 6', 'Step 7'],
    end: 'escalate',
    invariants: async ({ environment }) => {
      const text = await readFile(join(environment.EVIDENCE_DIR, 'differences.jsonl'), 'utf8')
      const kinds = text.trim().split('\n').map((line) => JSON.parse(line).kind)
      assert.deepEqual(kinds, ['differs', 'only-a', 'only-b'])
    }
  },
  {
    name: 'there is no such table, and two sources of another kind agree',
    fault: noTable,
    before: { 'Step 6': twoSources([{ id: 1, amount: 5 }], [{ id: 1, amount: 5 }]) },
    path: [...TABLE, 'Step 6'],
    end: 'resolved'
  },
  {
    name: 'two sources of another kind differ, and a script corrects one by the other',
    fault: noTable,
    before: {
      'Step 6': [twoSources(OLD, TORN), () => {}],
      // A live write comes first to one of the three.
      'Action 6': async ({ evidence }) => {
        const path = evidence('SOURCE_B.jsonl')
        const rows = await readFile(path, 'utf8')
        await writeFile(path, rows.replace('"id":3,"amount":7', '"id":3,"amount":8'))
        await appendTo(evidence('SOURCE_A.jsonl'), '{"id":3,"amount":8}\n')
      }
    },
    decisions: { 'Step 7': 'is right, the cause has stopped' },
    path: [...CORRECTED, 'Step 6'],
    fixedBy: 'Action 6',
    end: 'resolved'
  },
  {
    name: 'the script that corrects fails at its second key, and what it did is put back',
    fault: noTable,
    before: {
      'Step 6': twoSources(
        OLD,
        TORN,
        `[ "$1" = undo ] || [ ! -e "$file.once" ] || exit 1\n: > "$file.once"\nprintf '%s\\n' "$rows" > "$file"`
      )
    },
    decisions: { 'Step 7': 'is right, the cause has stopped' },
    path: CORRECTED,
    end: 'escalate',
    invariants: untouched
  },
  {
    name: 'the view of a framework has no customer_id: it is compared with Stripe by its key, and corrected',
    fault: frameworkView,
    before: { 'Step 6': [stripeAndView, () => {}] },
    decisions: { 'Step 7': 'is right, the cause has stopped' },
    path: [...CORRECTED, 'Step 6'],
    fixedBy: 'Action 6',
    end: 'resolved',
    invariants: async ({ database, stripe }) => {
      for (const id of ['sub_0003', 'sub_0010']) {
        const same = `select count(*) from framework_rows where id = '${id}' and status = '${stripe.subscriptions.get(id)?.status}'`
        assert.equal(await database.count(same), 1, `${id} is as Stripe has it`)
      }
    }
  },
  {
    name: 'a job still writes one of two sources badly',
    fault: noTable,
    before: { 'Step 6': twoSources(OLD, TORN) },
    decisions: { 'Step 7': 'still fails' },
    path: [...TABLE, 'Step 6', 'Step 7'],
    end: JOBS,
    invariants: untouched
  },
  {
    name: 'the view that stands for the table fails',
    fault: sql(`
      alter table subscriptions rename to billing;
      create view subscriptions as select case when price_id is null then (1 / length(note))::text else id end as id,
        customer_id, status, price_id, updated_at from (select *, '' as note from billing) billing;
      grant select, insert, update, delete on subscriptions to public;`),
    path: TABLE,
    end: 'escalate'
  },
  {
    name: 'the database takes no connection',
    before: { 'Check 3': closeDatabase },
    path: [...TABLE, 'Check 1'],
    end: OUTAGE
  },
  {
    name: 'the address of the database is wrong in three ways, and each is told apart from an outage',
    before: {
      'Check 1': [
        ({ database }) => ({ inputs: { DATABASE_URL: database.url().replace(`/${database.name}`, '/not-there') } }),
        // Longer than a name may be, so that no name server is asked.
        () => ({ inputs: { DATABASE_URL: `postgresql://app@${'a'.repeat(70)}.invalid/app` } }),
        async ({ database }) => {
          await database.query('create role limited login connection limit 0')
          return { inputs: { DATABASE_URL: database.url('limited') } }
        }
      ]
    },
    path: ['Check 1', 'Check 1', 'Check 1'],
    end: CONNECTIONS,
    invariants: sql('drop role limited')
  },
  {
    name: 'something before Stripe answers for it',
    fault: ({ stripe }) => {
      stripe.answers.set('GET /v1/events', { status: 200, body: { state: 'fine' } })
    },
    path: CHECKED,
    end: OUTAGE
  },
  {
    name: 'events wait for the endpoint that writes the table',
    fault: async ({ stripe }) => {
      await stripe.emit({ count: 3, ageSeconds: 7200 })
    },
    decisions: { 'Check 4': 'writes this table' },
    path: CHECKED,
    end: WEBHOOK
  }
]
