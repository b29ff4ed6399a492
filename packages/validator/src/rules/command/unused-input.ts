import type { PackSource } from '@keys/pack/core'
import type { Analysis } from '@keys/command-analysis'
import type { Runbook } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

/** Variables that programs read by themselves, so that no command has to name them. */
const READ_BY_TOOLS =
  /^(AWS|AZURE|ARM|BUNDLE|CLOUDSDK|DOCKER|FLY|GH|GITHUB|GOOGLE|HEROKU|HELM|KUBE|MYSQL|NODE|NPM|OTEL|PIP|PYTHON|SENTRY|SSH|SUPABASE|TF|VAULT|VERCEL)_|^(KUBECONFIG|PG[A-Z]+|REDISCLI_AUTH|STRIPE_API_KEY|(HTTPS?|NO|ALL)_PROXY)$/

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  reads: ['inputs'],
  description: 'Each input is used by a command.',
  rationale: 'In the first minutes somebody looks for a value that nothing needs.',
  messages: {
    unused: {
      message: 'No command uses the input `{name}`.',
      expected: 'an input that a command uses, beyond asking whether it is set',
      help: 'Use it where its value stands now, or take it out of pack.json.'
    }
  },
  check(runbook, { analysis, source, pack, report }) {
    const inputs = pack.inputs ?? []
    const used = usedIn(runbook, analysis, source)
    for (const [index, { name }] of inputs.entries()) {
      if (used.has(name) || READ_BY_TOOLS.test(name)) continue
      report('unused', source.packJson?.at(['inputs', index, 'name']) ?? null, { name }, 'pack.json')
    }
  }
})

/** A list of names in a loop is a check that they are set. */
const LOOP = /\bfor\s+\w+\s+in\s(?:[^;\n\\]|\\\n?)*/g

/** The names in commands and in the scripts that they run, and in inline code of steps, where a person uses them. */
function usedIn(runbook: Runbook, analysis: Analysis, source: PackSource): Set<string> {
  const texts = analysis.commands.flatMap(({ code, command }) =>
    [code.text, ...(command.scripts ?? []).map((script) => script.code)].map((text) => text.replaceAll(LOOP, ''))
  )
  for (const { position } of runbook.steps) {
    const text = source.readme?.text.slice(position.start.offset, position.end.offset) ?? ''
    texts.push(...[...text.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code = '']) => code))
  }
  const names = new Set(texts.flatMap((text) => text.match(/[A-Z][A-Z0-9_]*/g) ?? []))
  const sql = analysis.commands.some(({ command }) => command.interpreter === 'sql')
  return sql ? names.add('DATABASE_URL') : names
}
