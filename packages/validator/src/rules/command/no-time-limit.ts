import { nodesIn, type SqlScript, type Statement, walk } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'A command that waits for another machine ends by itself.',
  rationale:
    'The machine that hangs is the incident: the command hangs with it, and so does the person who waits for its answer.',
  messages: {
    request: {
      message: '`{tool}` waits for ever when nothing answers.',
      expected: '`--max-time` for curl, `signal: AbortSignal.timeout(...)` for fetch',
      help: 'Give it a limit of its own.'
    },
    query: {
      message: 'No `statement_timeout` limits this statement.',
      expected: '`set statement_timeout` before the first query',
      help: "Put `set statement_timeout = '30s';` at the beginning."
    }
  },
  check(_, { analysis, source, report }) {
    for (const { requests, sql } of analysis.commands) {
      for (const { by, limited, place } of requests) {
        if (limited === false) report('request', placeIn(source, place), { tool: by })
      }
      for (const script of sql) {
        const slow = unlimitedIn(script)
        if (slow) report('query', placeIn(source, slow.place))
      }
    }
  }
})

/** The first statement that may take long. One in a file is limited by whoever runs it. */
function unlimitedIn({ statements, limited, runs }: SqlScript): Statement | undefined {
  return limited || !runs ? undefined : statements.find(mayTakeLong)
}

/** All but settings, transactions, and a query of no table that does not sleep. */
function mayTakeLong({ type, node }: Statement): boolean {
  if (type === 'TransactionStmt' || type === 'VariableSetStmt' || type === 'VariableShowStmt') return false
  if (type !== 'SelectStmt') return true
  let reads = nodesIn(node['fromClause']).length > 0
  walk(node, (part) => {
    if ('RangeVar' in part || 'FuncCall' in part)
      reads ||= 'RangeVar' in part || JSON.stringify(part['FuncCall']).includes('pg_sleep')
  })
  return reads
}
