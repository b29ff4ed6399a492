import { expect, test } from 'vitest'
import { outroBlocks } from '@keys/runner/present'
import { render } from '@keys/terminal'
import { interactiveRun, queuePack } from './terminal/scripted.js'

const SECTION = `## Rollback / escalation

Roll back the last action first.
It may take a minute.

**Escalate when**

- nothing holds

**Contacts**

- Incident lead: \`____________________\`
- Owner of the queue: \`____________________\`

Hand over the folder, and its last line.
`

async function stopScreen(contacts: Record<string, string>): Promise<string> {
  const readme = queuePack().files['README.md'] ?? ''
  const pack = queuePack({ 'README.md': readme.replace(/## Rollback \/ escalation\n[\s\S]*?(?=\n## )/, SECTION) })
  const { session } = await interactiveRun([], undefined, pack)
  await session.perform({ type: 'escalate', reason: 'no idea' })
  const options = { keys: 'keys', runs: null, now: '2026-11-23T14:00:00.000Z', contacts, configPath: '/home/a/c.json' }
  const blocks = outroBlocks(session.state, { type: 'ended', node: 'stop:escalate' }, session.head, options)
  return render(blocks, { width: 200, color: false, isPlain: true }).join('\n')
}

test('a run that escalates says how to roll back, whom to call, and where to write down who is missing', async () => {
  const shown = await stopScreen({ 'incident lead': 'Mara, +44 20 7946 0000', Chat: '#ops' })
  expect(shown).toContain('Nothing was changed in this run: there is nothing to roll back.')
  expect(shown).toContain('Roll back the last action first. It may take a minute.')
  expect(shown).toMatch(/Incident lead +Mara, \+44 20 7946 0000/)
  expect(shown).toMatch(/Owner of the queue +\(no contact named\)/)
  expect(shown).toMatch(/Chat +#ops/)
  expect(shown).toContain('Hand over the folder, and its last line.')
  expect(shown).toContain('runbook-overlays/queue-stands-still.md, below "## Contacts"; or /home/a/c.json.')
})

test('where everybody is named there is nothing to write down', async () => {
  const shown = await stopScreen({ 'Incident lead': 'Mara', 'Owner of the queue': 'Ivo' })
  expect(shown).not.toContain('Write the missing names down')
})
