import type { CommandFacts } from '@keys/command-analysis'
import { defineRule } from '../../engine/rule.js'
import { placeIn } from '../../subjects/place-in.js'

/** What new files are not allowed to others, by number or in letters. */
const UMASK = /^[^#\n]*?\bumask +(?!-[pS]\s*$)(?:-S +)?([0-7]{1,4}|[ugoa=+,rwxX-]+)(?=\s|[;&|)]|$)/gm
/** The folder of the evidence is made, or what lies in it is opened. */
const MADE = /^[^#\n]*?\bmkdir\b(?<options>[^\n;|&]*?)"?\$\{?EVIDENCE_DIR\b[^\s;|&)]*/m
const OPENED =
  /^[^#\n]*?\bchmod +(?:-R +)?(?:[0-7]?[0-7][0-7][4-7]|[0-7]?[0-7][2367][0-7]|(?:[ug]*[oa][uga]*)?\+[rwx]+)\s[^\n;|&]*\$\{?EVIDENCE_DIR\b[^\s;|&)]*/gm
/** A mode of its own that nobody else gets in by. */
const OWN_MODE = /(?:-m|--mode)[= ]?0?700\b/

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Evidence is readable for the person who runs the runbook alone.',
  rationale:
    'It holds answers of production, with names, addresses and sometimes keys, and the machine has other users.',
  messages: {
    umask: {
      message: '`{command}` lets others read what is written from here on.',
      expected: '`umask 077`',
      help: 'Write `umask 077`.'
    },
    folder: {
      message: '`{command}` makes the folder of the evidence readable for others.',
      expected: '`umask 077` before it, or `-m 700`',
      help: 'Begin the block, or the script, with `umask 077`.'
    },
    opened: {
      message: '`{command}` lets others into the evidence.',
      expected: 'no way in for others',
      help: 'Take it out.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const facts of analysis.commands) {
      const { code, command } = facts
      for (const { id, at, words } of openingsIn(code.text)) {
        report(id, placeIn(source, code.span(at, at + words.length)), { command: words })
      }
      for (const script of command.scripts ?? []) {
        for (const { id, words } of openingsIn(script.code)) {
          report(id, placeIn(source, callOf(facts, script.path)), { command: `${words} (${script.path})` })
        }
      }
    }
  }
})

interface Opening {
  id: 'umask' | 'folder' | 'opened'
  at: number
  words: string
}

/** Where a text lets others read what it writes. */
function openingsIn(text: string): Opening[] {
  const masks = [...text.matchAll(UMASK)]
  const found: Opening[] = []
  for (const mask of masks) if (isLoose(mask[1] ?? '')) found.push(openingAt('umask', mask))
  const made = MADE.exec(text)
  const isUnderMask = masks.some(({ index }) => index < (made?.index ?? 0) + (made?.[0].length ?? 0))
  if (made && !isUnderMask && !OWN_MODE.test(made.groups?.['options'] ?? '')) found.push(openingAt('folder', made))
  for (const opened of text.matchAll(OPENED)) found.push(openingAt('opened', opened))
  return found
}

/** The words themselves, without what stands before them in their line. */
function openingAt(id: Opening['id'], { 0: line, index }: RegExpExecArray): Opening {
  const start = line.search(/\b(?:umask|mkdir|chmod)\b/)
  return { id, at: index + start, words: line.slice(start) }
}

/** Whether others may read, or a group may write, what is made under a mask. */
function isLoose(mask: string): boolean {
  if (/^[0-7]+$/.test(mask)) {
    const [group = 0, others = 0] = mask.padStart(3, '0').slice(-2).split('').map(Number)
    return (others & 4) === 0 || (group & 2) === 0
  }
  // In letters: what is said of others last counts.
  const last = mask.split(',').findLast((part) => /^[ug]*[oa]|^[=+]/.test(part))
  return last !== undefined && /[=+][rwx]*r/.test(last)
}

/** Where a block calls a script; the beginning of the block when that cannot be told. */
function callOf({ code }: CommandFacts, path: string): { start: number; end: number } {
  const at = Math.max(0, code.text.indexOf(path))
  return code.span(at, at + (code.text.startsWith(path, at) ? path.length : 1))
}
