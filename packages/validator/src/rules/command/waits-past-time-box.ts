import { milliseconds } from '@keys/parser/model'
import type { Runbook, Step, TimeBox } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'
import { placeIn } from '../../subjects/place-in.js'

/** A wait, or a limit up to which a program waits, in seconds or with the letter of a unit. */
const WAIT =
  /\b(?:sleep +(?<sleep>\d+(?:\.\d+)?[smhd]?)|timeout +(?:-\S+ +(?:\d\S* +)?)*(?<timeout>\d+(?:\.\d+)?[smhd]?)|pg_sleep\( *(?<query>\d+(?:\.\d+)?) *\))(?![\w.])|(?<=\bcurl\b[^\n|;]{0,400} )(?:--max-time|-m)[ =](?<curl>\d+(?:\.\d+)?)(?![\w.])/g
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'No command waits longer than its step or its section may take.',
  rationale:
    'In the first minutes somebody waits for a command that cannot answer in them, and cannot tell whether it hangs.',
  messages: {
    long: {
      message: '`{wait}` may take longer than the {box} of `{of}`.',
      expected: 'a wait that fits, with room for what follows',
      help: 'Wait less, or move the command to a step that has the time.'
    }
  },
  check(runbook, { analysis, source, report }) {
    for (const { code, step } of analysis.commands) {
      const box = step && boxOf(runbook, step)
      if (!box) continue
      for (const { 0: wait, index, groups = {} } of code.text.matchAll(WAIT)) {
        const line = code.text.slice(code.text.lastIndexOf('\n', index) + 1, index)
        if (/^\s*(?:#|--|\/\/)/.test(line) || secondsOf(groups) * 1000 <= milliseconds(box.duration)) continue
        const place = placeIn(source, code.span(index, index + wait.length))
        report('long', place, { wait, box: inWords(box.duration), of: box.of })
      }
    }
  }
})

/** The time that a step has: its own, else that of its section. One that begins later is none. */
function boxOf({ sections }: Runbook, step: Step): { duration: string; of: string } | null {
  const section = sections.find(({ kind }) => kind === step.section)
  const limits = (box: TimeBox | null | undefined): box is TimeBox =>
    box?.relation === 'first' || box?.relation === 'within'
  if (limits(step.timeBox)) return { duration: step.timeBox.duration, of: step.label ?? step.title }
  return section && limits(section.timeBox) ? { duration: section.timeBox.duration, of: section.title } : null
}

function secondsOf(groups: Readonly<Record<string, string | undefined>>): number {
  const written = groups['sleep'] ?? groups['timeout'] ?? groups['query'] ?? groups['curl'] ?? '0'
  return Number.parseFloat(written) * (SECONDS[written.at(-1) ?? ''] ?? 1)
}

/** A duration as people say it. */
function inWords(duration: string): string {
  const seconds = milliseconds(duration) / 1000
  const [unit, name] = seconds % 60 === 0 ? [60, 'minute'] : [1, 'second']
  return `${seconds / unit} ${name}${seconds === unit ? '' : 's'}`
}
