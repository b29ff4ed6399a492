import { type Exposure, exposuresIn, type Printed, secretsIn, type Span } from '@keys/command-analysis'
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
    },
    foreign: {
      message: '`{code}` prints secrets that are not inputs.',
      expected: 'the names alone, a count, or a value that goes where it is needed',
      help: 'Ask for names, such as `jq ".data | keys"` or `cut -d= -f1`, or keep the answer in a variable.'
    },
    unsearched: {
      message: 'This command is too large to be searched for secrets to its end.',
      expected: 'a command of which all can be searched',
      help: 'Part it into several commands, or take apart functions that call each other again and again.'
    },
    traced: {
      message: 'The trace of the shell prints the value of `{name}`.',
      expected: 'no `set -x` and no `bash -x` where a secret is used',
      help: 'Take the trace out, or turn it off with `set +x` before `{name}` is used.'
    },
    kept: {
      message: 'The value of `{name}` is written to `{file}`, which is kept as evidence.',
      expected: 'the presence, the length, or the first characters of a hash as evidence',
      help: 'Write only what is not secret, or use a file of `mktemp` that is deleted in the same block.'
    },
    'kept-answer': {
      message: 'What `{code}` prints is written to `{file}`, which is kept as evidence, with the secrets in it.',
      expected: 'a file of the evidence without secrets',
      help: 'Write only what is not secret, such as the names, or use a file of `mktemp` that is deleted in the same block.'
    }
  },
  check(_, { analysis, source, pack, report }) {
    const isSecret = secretsIn(pack.inputs ?? [])
    for (const facts of analysis.commands) {
      const printed = facts.printed.filter(({ name }) => isSecret(name))
      for (const { name, place } of printed) report('shows', placeIn(source, place), { name })
      for (const place of facts.dumps) report('dump', placeIn(source, place), { code: 'process.env' })
      for (const exposure of exposuresIn(facts, isSecret)) {
        const { road, what, by } = exposure
        const place = placeIn(source, what.place)
        // `command/secret-in-arguments` tells of these.
        if (road === 'argument' || isKnown(exposure, printed, facts.dumps)) continue
        if (what.kind === 'unsearched') report('unsearched', place, {})
        else if (road === 'traced') report('traced', place, { name: nameOf(what) })
        else if (road === 'kept' && what.kind === 'value') report('kept', place, { name: what.name, file: by })
        else if (road === 'kept') report('kept-answer', place, { code: nameOf(what), file: by })
        else if (what.kind === 'value') report('shows', place, { name: what.name })
        else report(what.kind === 'all' ? 'dump' : 'foreign', place, { code: what.code })
      }
    }
  }
})

/** Whether the script of JavaScript that a call runs tells the same, at the very place. */
function isKnown({ what }: Exposure, printed: readonly Printed[], dumps: readonly Span[]): boolean {
  const isInside = ({ start, end }: Span): boolean => what.place.start <= start && end <= what.place.end
  if (what.kind === 'all') return dumps.some(isInside)
  return what.kind === 'value' && printed.some(({ name, place }) => name === what.name && isInside(place))
}

function nameOf(what: Exposure['what']): string {
  return what.kind === 'value' ? what.name : what.code
}
