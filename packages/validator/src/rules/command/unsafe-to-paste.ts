import type { Call } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/** What each builtin does to the shell that it runs in. */
const EFFECTS: Readonly<Record<string, string>> = {
  cd: 'leaves the folder of',
  pushd: 'leaves the folder of',
  popd: 'leaves the folder of',
  exec: 'replaces',
  exit: 'closes',
  logout: 'closes',
  readonly: 'freezes variables of',
  set: 'changes the options of',
  shopt: 'changes the options of',
  trap: 'leaves a trap in',
  ulimit: 'changes the limits of',
  umask: 'changes the file mode of'
}

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Nothing in a command changes the shell into which it is pasted.',
  rationale:
    'The terminal closes in the middle of the incident, or every command after this one runs in another folder.',
  messages: {
    live: {
      message: '`{code}` {effect} the shell into which it is pasted.',
      expected: '`( ... )` around what changes the shell',
      help: 'Put the block in `( ... )`.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const call of analysis.commands.flatMap(({ calls }) => calls)) {
      const effect = Object.hasOwn(EFFECTS, call.name) ? EFFECTS[call.name] : undefined
      if (effect === undefined || !call.live || asks(call)) continue
      const code = [call.name, ...call.words.map(({ value }) => value)].join(' ')
      report('live', placeIn(source, call.place), { code, effect })
    }
  }
})

/** Whether it only shows what is set: `umask`, `trap -p`; or sets words alone: `set -- a b`. */
function asks({ name, words: [first] }: Call): boolean {
  const option = first?.value ?? ''
  // `exec` without a program redirects all that is printed from then on.
  if (/^(exit|logout|exec|cd|popd|pushd)$/.test(name)) return false
  if (first === undefined) return true
  if (name === 'set') return !/^[-+][A-Za-z]/.test(option)
  return /^-[pSalL]$/.test(option)
}
