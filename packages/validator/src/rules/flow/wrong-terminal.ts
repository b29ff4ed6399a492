import { packageOf } from '@keys/pack/core'
import type { Target } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

/** As they are written, without their bold. */
const STOPS = new Set(['STOP: resolved', 'STOP: escalate', 'STOP: wrong runbook'])

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'A stop is one of the three, and only the wrong runbook names another one.',
  rationale:
    'An operator who only reads "stop" does not learn whether it is over, whom to call, or which runbook is right.',
  messages: {
    unknown: {
      message: '`{stop}` is none of the three stops.',
      expected: '`**STOP: resolved**`, `**STOP: escalate**` or `**STOP: wrong runbook**`',
      help: 'Write one of them in bold, and put what else there is to say before it.'
    },
    'no-package': {
      message: '`STOP: wrong runbook` does not name the right one.',
      expected: 'the package of the right runbook, in inline code',
      help: 'Add the package of the right pack in inline code, such as `@keys/runbook-stripe-webhook-failure`, or write `**STOP: escalate**`.'
    },
    'not-a-runbook': {
      message: '`{package}` is not the package of a runbook.',
      expected: 'a scope, `/runbook-` and the slug of a pack, such as `@keys/runbook-stripe-webhook-failure`',
      help: 'Name the package of the right runbook, or write `**STOP: escalate**`.'
    },
    own: {
      message: '`{package}` is this very runbook.',
      expected: 'a package of another runbook',
      help: 'Name the right runbook, or write `**STOP: escalate**`.'
    },
    'without-stop': {
      message: '`{package}` stands in the branch without a stop.',
      expected: '`**STOP: wrong runbook**` before the package',
      help: 'Write `**STOP: wrong runbook**` before it, or name the next step if this runbook goes on.'
    }
  },
  check({ steps, firstMinute, redirections }, { source, workspace, report }) {
    const { readme, metadata } = source
    const text = readme?.text ?? ''
    const own = metadata.fields.slug === undefined ? null : packageOf(source, workspace?.scope ?? undefined)
    for (const { targets } of steps.flatMap(({ branches }) => branches)) {
      for (const target of targets) checkTarget(target)
      const [only, other] = targets
      // flow/branch-without-target speaks of a package beside other targets.
      if (only?.type !== 'external' || other || only.package === own) continue
      report('without-stop', only.position, { package: only.package })
    }
    for (const target of [...firstMinute, ...redirections].flatMap(({ targets }) => targets)) checkTarget(target)

    function checkTarget(target: Target): void {
      if (target.type !== 'terminal' && target.type !== 'external') return
      const { position } = target
      if (own !== null && target.package === own) return report('own', position, { package: own })
      if (target.type === 'external') return
      const written = text.slice(position.start.offset, position.end.offset)
      const stop = written.replace(/^(\*\*|__)(.*)\1$/s, '$2').replace(/\s+/g, ' ')
      if (stop === written || !STOPS.has(stop)) return report('unknown', position, { stop })
      if (target.terminal !== 'wrong-runbook' || target.package !== null) return
      const beside = /^[\s:,]*`([^`\n]+)`/.exec(text.slice(position.end.offset, position.end.offset + 300))
      const name = beside?.[1]
      if (!readme || !beside || name === undefined) return report('no-package', position)
      const end = position.end.offset + beside[0].length
      report('not-a-runbook', readme.range(end - name.length - 1, end - 1), { package: name })
    }
  }
})
