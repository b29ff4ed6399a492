// Whatever is called, in whatever order, on every pack: nothing is changed, and nobody is answered for.
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readOnlyProcesses, type Classifier, type ProcessRequest, type RunPack } from '@keys/runner'
import { runPackAt } from '@keys/runner/agent'
import { effectOf } from '@keys/parser/model'
import { workspacePacks } from '@keys/pack'
import { openLab, queuePack } from './support.js'
import type { RunResult } from '../src/index.js'

const REPOSITORY = join(import.meta.dirname, '../../..')
const packs: readonly RunPack[] = [queuePack(), ...workspacePacks(REPOSITORY).map((location) => runPackAt(location))]

/** What an agent may leave in a record. */
const OF_AGENTS = new Set([
  'run-started',
  'session-opened',
  'session-closed',
  'input-set',
  'command-started',
  'command-running',
  'command-ended',
  'decided',
  'noted',
  'parked'
])

const texts = fc.constantFrom(
  '0',
  '1',
  '3',
  'there',
  'ready',
  'ok',
  'enabled',
  '200',
  'missing',
  '',
  'odd words',
  '42501'
)
const calls = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        tool: fc.constant('run_read_only'),
        take: fc.constantFrom('next', 'any', 'old', 'none'),
        index: fc.nat(5),
        prints: texts
      })
    },
    {
      weight: 2,
      arbitrary: fc.record({
        tool: fc.constant('note'),
        text: fc.string(),
        proposes: fc.constantFrom('holds', 'fails', 'continue', 'branch-1', 'branch-2', 'x'),
        hasOption: fc.boolean()
      })
    },
    {
      weight: 1,
      arbitrary: fc.record({
        tool: fc.constant('inputs'),
        name: fc.constantFrom('QUEUE_NAME', 'STRIPE_SECRET_KEY', 'STRIPE_API_BASE', 'EVIDENCE_DIR', 'PATH'),
        value: fc.constantFrom('a', 'mail', '$(id)', 'https://evil.example')
      })
    },
    {
      weight: 1,
      arbitrary: fc.record({ tool: fc.constantFrom('current_step', 'wait_for_person', 'hand_over', 'start_run') })
    }
  ),
  { maxLength: 12 }
)

test('a property over random calls on all packs', async () => {
  expect(packs.length).toBeGreaterThanOrEqual(7)
  let ran = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...packs), calls, async (pack, all) => {
      const requests: { request: ProcessRequest; classifier: Classifier }[] = []
      let prints = ''
      const environment = Object.fromEntries(
        (pack.pack.inputs ?? []).map(({ name }, index) => [name, `value${index}00`])
      )
      const lab = await openLab({ packs: [pack], environment })
      lab.ports.processesFor = (packOf, classifier) => {
        const run = async (request: ProcessRequest) => {
          requests.push({ request, classifier })
          const stream = { text: prints, bytes: prints.length, dropped: 0 }
          return {
            end: { type: 'exited' as const, status: 0 },
            stdout: stream,
            stderr: { ...stream, text: '' },
            duration: 1
          }
        }
        return readOnlyProcesses({ run }, packOf, classifier)
      }
      try {
        let last = await lab.agent.call('start_run', { pack: pack.pack.slug })
        const run = last.run!.run
        const old: string[] = []
        for (const one of all) {
          const step = last.run?.step
          const digests = step?.commands.map(({ digest }) => digest) ?? []
          old.push(...digests)
          if ('prints' in one) {
            prints = one.prints
            const next = step?.commands.find(({ isNext }) => isNext)?.digest
            const digest =
              { next, any: digests[one.index], old: old[one.index], none: undefined }[one.take] ?? 'f'.repeat(64)
            last = keep(last, await lab.agent.call('run_read_only', { run, step: step?.id ?? 'x', digest }))
          } else if ('hasOption' in one) {
            const given = { run, text: one.text, ...(one.hasOption ? { proposes: one.proposes } : {}) }
            last = keep(last, await lab.agent.call('note', given))
          } else if ('value' in one)
            last = keep(last, await lab.agent.call('note', { run, inputs: { [one.name]: one.value } }))
          else if (one.tool === 'wait_for_person')
            last = keep(last, await lab.agent.call(one.tool, { run, seconds: 0 }))
          else if (one.tool === 'start_run') await lab.agent.call('start_run', { pack: pack.pack.slug })
          else last = keep(last, await lab.agent.call(one.tool, { run }))
        }
        for (const { request } of requests) expect(isReadOnly(pack, request.code)).toBe(true)
        ran += requests.length
        for (const event of lab.events(run)) {
          expect(OF_AGENTS).toContain(event.type)
          if ('channel' in event && event.channel !== undefined) expect(event.channel).toBe('agent')
          if (event.type === 'decided') expect(event).toMatchObject({ by: 'matcher', confirmedBy: 'agent' })
          const id =
            event.type === 'decided' ? event.step : event.type === 'command-started' ? event.command.step : null
          const step = pack.runbook.steps.find((candidate) => candidate.id === id)
          if (step) expect([effectOf(step, 'step'), step.kind === 'action']).toEqual(['read-only', false])
          if (event.type === 'input-set' && event.origin === 'agent') expect(event.secret).toBe(false)
        }
      } finally {
        await lab.end()
      }
    }),
    { numRuns: 40 }
  )
  expect(ran).toBeGreaterThan(10)
})

/** A refusal says nothing of where the run stands: what was seen before still holds. */
function keep(before: RunResult, after: RunResult): RunResult {
  return after.run === null ? before : after
}

/** Whether a code stands in a step that only reads. */
function isReadOnly({ runbook }: RunPack, code: string): boolean {
  return runbook.steps.some(
    (step) => effectOf(step, 'step') === 'read-only' && step.commands.some((command) => command.code === code)
  )
}
