import { promptsIn } from '@keys/command-analysis'
import { fixOf } from '@keys/pack/core'
import type { Command } from '@keys/schema'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  description: 'No command begins with the sign of a prompt.',
  rationale: 'The pasted line fails with "command not found", and the operator looks for a fault that is not there.',
  messages: {
    prompt: {
      message: 'The command begins with the prompt `{sign}`.',
      expected: 'a command alone, with its output in a fence of `text`',
      help: 'Remove the prompt.'
    }
  },
  check(_, { analysis, source, report }) {
    const { readme } = source
    const shown = readme?.model.steps.flatMap(({ commands }) =>
      commands.flatMap((one) => promptsShown(one, readme.text))
    )
    for (const { start, end } of [...analysis.commands.flatMap(promptsIn), ...(shown ?? [])]) {
      const after = readme?.text.slice(end) ?? ''
      const gap = after.length - after.replace(/^[ \t]+/, '').length
      const fix = readme && fixOf(readme, [{ start, end: end + gap, text: '' }])
      report(
        'prompt',
        placeIn(source, { start, end }),
        { sign: readme?.text.slice(start, end) ?? '' },
        'README.md',
        fix
      )
    }
  }
})

/** Prompts that were cut off when a text that is not a pack was read: who copies its lines has them still. */
function promptsShown({ code, position }: Command, text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  const wanted = code.split('\n')
  let offset = position.start.offset
  for (const line of text.slice(offset, position.end.offset).split('\n')) {
    const written = line.trimEnd()
    const own = wanted.find((one) => one.trim() !== '' && written.endsWith(one.trim()))
    const before = own === undefined ? '' : written.slice(0, written.length - own.trim().length)
    const sign = before.trim()
    // The sign of a quote is none of a shell, and neither is a fence.
    if (sign !== '' && /[$#%❯➜λ>]$/.test(sign) && !/^>+$/.test(sign)) {
      const start = offset + before.indexOf(sign)
      found.push({ start, end: start + sign.length })
    }
    offset += line.length + 1
  }
  return found
}
