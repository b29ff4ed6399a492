// @ts-check
// What an author would break by mistake. Each break must make the scenario named by `only` fail.

/** @type {{ name: string, file?: string, replace: [string, string], only: string }[]} */
export const mutations = [
  {
    name: 'another code is expected',
    replace: ['- **If `exit 22`**: the key may not read events,', '- **If `exit 23`**: the key may not read events,'],
    only: 'every input is wrong at first, and the list lacks what a direct look finds'
  },
  {
    name: 'a target is swapped',
    replace: [
      'prove that Stripe does not know them. Continue to [Step 3].',
      'prove that Stripe does not know them. Continue to [Step 4].'
    ],
    only: 'Stripe does not know a row'
  },
  {
    name: 'a command is deleted',
    file: 'scripts/set-aside.sql',
    replace: [
      `insert into runbook_recon.set_aside (id, kind)
select id, kind from runbook_recon.open where kind = 'orphan' and id = any (string_to_array(:'ids', E'\\n'))
on conflict do nothing;
`,
      ''
    ],
    only: 'Stripe does not know a row'
  },
  {
    name: 'the repair does not look at the time of a row',
    file: 'scripts/load.sql',
    replace: [
      "where o.kind = 'stale' and l.updated_at <= o.t0 and (l.customer_id, l.status::text, l.price_id)",
      "where o.kind = 'stale' and (l.customer_id, l.status::text, l.price_id)"
    ],
    only: 'rows are overwritten in bulk'
  },
  {
    name: 'a table of another shape is a dead end',
    replace: [
      'compare by a key of yours. Continue to [Step 6].',
      'compare by a key of yours. **STOP: escalate**'
    ],
    only: 'there is no such table, and two sources of another kind agree'
  },
  {
    name: 'keys that were written meanwhile are corrected too',
    file: 'scripts/fix-any.sh',
    replace: [
      'LC_ALL=C comm -12 "$EVIDENCE_DIR/differences.jsonl" "$EVIDENCE_DIR/now.jsonl" >',
      'cat "$EVIDENCE_DIR/differences.jsonl" >'
    ],
    only: 'two sources of another kind differ, and a script corrects one by the other'
  }
]
