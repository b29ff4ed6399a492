import { defineRule } from '../../engine/rule.js'
import { placeIn } from '../../subjects/place-in.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each script of the pack that a command runs is there.',
  rationale: 'The line is pasted at night and ends with "No such file": the step, and all after it, cannot be done.',
  messages: {
    missing: {
      message: '`{path}` is run here and is not in the pack.',
      expected: 'a file of the pack below `scripts/`',
      help: 'Add `{path}`, or correct its name.'
    },
    'missing-in-script': {
      message: '`{path}`, which `{script}` uses, is not in the pack.',
      expected: 'a file of the pack below `scripts/`',
      help: 'Add `{path}`, or correct its name in `{script}`.'
    }
  },
  check(_, { analysis, source, report }) {
    const reported = new Set<string>()
    const isNew = (path: string): boolean =>
      !(path in source.scripts) && !reported.has(path) && Boolean(reported.add(path))
    for (const { command, code } of analysis.commands) {
      for (const { path, start, end } of namedIn(code.text))
        if (isNew(path)) report('missing', placeIn(source, code.span(start, end)), { path })
      for (const script of command.scripts ?? []) {
        const folder = script.path.slice(0, script.path.lastIndexOf('/'))
        for (const path of [...namedIn(script.code).map((named) => named.path), ...besideIn(script.code, folder)])
          if (isNew(path)) report('missing-in-script', command.position, { path, script: script.path })
      }
    }
  }
})

/** `"$RUNBOOK/scripts/probe.mjs"`, with or without braces and quotes. */
function namedIn(code: string): { path: string; start: number; end: number }[] {
  return [...code.matchAll(/\$\{?RUNBOOK\}?"?\/(scripts\/[\w./-]*\w)/g)].map(({ 0: all, 1: path = '', index }) => ({
    path,
    start: index + all.length - path.length,
    end: index + all.length
  }))
}

/** What a script imports or includes from its own folder. */
function besideIn(code: string, folder: string): string[] {
  const imports = code.matchAll(
    /\b(?:from|import)\s*\(?\s*['"]\.\/([\w./-]*\w)['"]|\\(?:ir|include_relative)\s+([\w./-]*\w)/g
  )
  return [...imports].map((match) => `${folder}/${match[1] ?? match[2] ?? ''}`)
}
