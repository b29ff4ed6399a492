import { type Call, type CommandFacts, secretsIn, type Span } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  reads: ['inputs'],
  description: 'No command shows the value of a secret.',
  rationale:
    'The value stays in the scroll-back, in the recording of the call and in the ticket, and has to be rolled.',
  messages: {
    shows: {
      message: 'The value of `{name}` is printed.',
      expected: 'the presence, the length, or the first characters of a hash',
      help: 'Print whether `{name}` is set, or pipe it into what needs it.'
    },
    dump: {
      message: '`{code}` prints all variables, and secrets among them.',
      expected: 'the names alone, or the variables that are meant',
      help: 'Ask for what is meant, such as `[ -n "$NAME" ]`.'
    }
  },
  check(_, { analysis, source, pack, report }) {
    const isSecret = secretsIn(pack.inputs ?? [])
    for (const facts of analysis.commands) {
      for (const { name, place } of printedBy(facts)) {
        if (isSecret(name)) report('shows', placeIn(source, place), { name })
      }
      for (const { code, place } of dumpsOf(facts)) report('dump', placeIn(source, place), { code })
    }
  }
})

/** The variables whose values reach the terminal. */
function printedBy({ calls, printed }: CommandFacts): { name: string; place: Span }[] {
  const byShell = calls
    .filter(({ shown }) => shown)
    .flatMap((call) => {
      if (call.name === 'cat' || call.name === 'tee') {
        return (call.input?.holds ?? []).map((name) => ({ name, place: call.place }))
      }
      if (call.name === 'printenv') return call.words.map(({ value, place }) => ({ name: value, place }))
      if (call.name !== 'echo' && call.name !== 'printf') return []
      if (call.words[0]?.value === '-v') return []
      return call.words.flatMap(({ holds, place }) => holds.map((name) => ({ name, place })))
    })
  return [...byShell, ...printed]
}

function dumpsOf({ calls, dumps }: CommandFacts): { code: string; place: Span }[] {
  const byShell = calls
    .filter((call) => call.shown && isDump(call))
    .map(({ name, words, place }) => ({
      code: [name, ...words.map(({ value }) => value)].join(' '),
      place
    }))
  return [...byShell, ...dumps.map((place) => ({ code: 'process.env', place }))]
}

function isDump({ name, words, settings }: Call): boolean {
  const first = words[0]?.value
  if (name === 'env' || name === 'printenv' || name === 'set') return first === undefined && settings.size === 0
  // `export NAME=value` sets one; `declare -p` and `export` alone show all.
  if (!/^(export|declare|typeset)$/.test(name) || settings.size > 0 || words.length > 1) return false
  return first === undefined || /^-[xp]+$/.test(first)
}
