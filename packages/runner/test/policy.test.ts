// What goes on without a person: what is shown to be read-only, and nothing else.
import type { CommandEffect } from '@keys/schema'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  beliedCommands,
  classificationOf,
  isFolded,
  preflight,
  unattendedObstacles,
  type Classifier
} from '../src/index.js'
import { commandBlocks } from '../src/present/index.js'
import { always, byCode } from './support/classifiers.js'
import { driverAt, OPTIONS, startDriver } from './support/driver.js'
import { fixturePack } from './support/fixture.js'
import { scripted, steadyClock } from './support/scripted.js'

const policy = { type: 'policy' } as const
const first = { step: 'is-it-there', part: 'step', index: 0 } as const

describe('the policy lets a command run', () => {
  test.each<[CommandEffect, object]>([
    ['read-only', { type: 'done' }],
    ['unknown', { code: 'needs-confirmation' }],
    ['changes', { code: 'needs-confirmation' }]
  ])('one that is %s', async (effect, expected) => {
    const driver = await startDriver({}, fixturePack(), always(effect))
    driver.port.next = { stdout: 'there' }
    expect(await driver.session.perform({ type: 'run-command', command: first, confirmation: policy })).toMatchObject(
      expected
    )
  })

  test.each([
    ['/srv/evidence/INC-1', true],
    ["/srv/it's here", false],
    ['/srv/"evidence"', false],
    ['/srv/a\nb', false],
    ['/srv/`id`', false],
    ['/', false],
    ['../x', false]
  ])('one that writes below the folder %j: %s', async (QUEUE_URL, isRun) => {
    const reads = always('read-only')
    const below: Classifier = {
      classify: (...given) => ({ ...reads.classify(...given), folders: ['QUEUE_URL'] })
    }
    const driver = await startDriver({ environment: { ...OPTIONS.environment, QUEUE_URL } }, fixturePack(), below)
    driver.port.next = { stdout: 'there' }
    const done = await driver.session.perform({ type: 'run-command', command: first, confirmation: policy })
    expect(done).toMatchObject(isRun ? { type: 'done' } : { code: 'needs-confirmation' })
  })

  test('not one that goes on until somebody ends it, though it only reads; a person runs it and is told so', async () => {
    const reads = always('read-only')
    const endless: Classifier = {
      classify: (runbook, markdown, command) => ({
        ...reads.classify(runbook, markdown, command),
        endless: ['tail -f']
      })
    }
    const driver = await startDriver({}, fixturePack(), endless)
    expect(await driver.session.perform({ type: 'run-command', command: first, confirmation: policy })).toMatchObject({
      code: 'needs-confirmation'
    })
    const [command] = driver.session.situation!.commands
    expect(command?.needsPerson).toMatch(/^It does not end by itself: `tail -f`\. .*`timeout`\.$/)
    const shown = JSON.stringify(commandBlocks(driver.session.state, driver.session.situation!, command!))
    expect(shown).toContain('It goes on until you end it with Ctrl-C (`tail -f`)')
    const confirmed = await driver.session.perform({
      type: 'run-command',
      command: first,
      confirmation: { type: 'confirmed' }
    })
    expect(confirmed.type).toBe('done')
  })

  test('not without a classifier, and never in a pack that belies itself elsewhere', async () => {
    const elsewhere = byCode({ prepare: 'changes' })
    const driver = await startDriver({}, fixturePack(), elsewhere)
    expect(await driver.session.perform({ type: 'run-command', command: first, confirmation: policy })).toMatchObject({
      code: 'needs-confirmation'
    })
    expect(driver.session.unattendedObstacles).toEqual([
      'Step 1: How many wait says that it is read-only, and its command does more: a test says so.'
    ])
    expect(classificationOf(fixturePack(), fixturePack().runbook.steps[0]!.commands[0]!, null).effect).toBe('unknown')
  })

  test('not one that is folded away for when it is needed', async () => {
    const folded = fixturePack((text) =>
      text.replace(
        '```bash\necho "$QUEUE_URL"\n```',
        '<details><summary>if it hangs</summary>\n\n```bash\necho "$QUEUE_URL"\n```\n\n</details>'
      )
    )
    const [step] = folded.runbook.steps
    expect(isFolded(folded, step!, step!.commands[0]!)).toBe(true)
    const driver = await startDriver({}, folded)
    expect(await driver.session.perform({ type: 'run-command', command: first, confirmation: policy })).toMatchObject({
      code: 'needs-confirmation'
    })
    const after = fixturePack((text) =>
      text.replace('```bash\necho "$QUEUE_URL"', '<details>\n\nwords\n\n</details>\n\n```bash\necho "$QUEUE_URL"')
    )
    expect(isFolded(after, after.runbook.steps[0]!, after.runbook.steps[0]!.commands[0]!)).toBe(false)
  })
})

describe('where text and classification disagree, the strictest holds', () => {
  test.each([
    ['read-only', false, 'read-only'],
    ['unknown', false, 'read-only'],
    ['changes', false, 'reversible'],
    ['changes', true, 'irreversible']
  ] as const)('a check whose command is %s (for good: %s) is shown as %s', async (effect, irreversible, expected) => {
    const driver = await startDriver({}, fixturePack(), always(effect, irreversible))
    expect(driver.session.situation?.commands[0]).toMatchObject({ effect: expected, classification: { effect } })
  })

  test('what destroys is typed, whatever its step says', async () => {
    const driver = await startDriver({}, fixturePack(), always('changes', true))
    const run = { type: 'run-command', command: first, confirmation: { type: 'confirmed' } } as const
    expect(await driver.session.perform(run)).toMatchObject({ code: 'needs-typing' })
    driver.port.next = { stdout: 'there' }
    const typed = { ...run, confirmation: { type: 'typed', phrase: 'Check 1' } } as const
    expect(await driver.session.perform(typed)).toMatchObject({ type: 'done' })
  })

  test('a command that takes back what was done belies nothing', async () => {
    expect(beliedCommands(fixturePack(), byCode({ stop: 'changes' }))).toEqual([])
    expect(unattendedObstacles(fixturePack(), byCode({ restart: 'changes', delete: 'changes' }))).toEqual([])
    const driver = await driverAt('restart-the-worker', {}, byCode({ restart: 'changes' }))
    expect(driver.session.situation?.commands[0]?.effect).toBe('reversible')
  })
})

test('a preflight runs nothing of a pack that belies itself', async () => {
  const port = scripted()
  const options = {
    standIns: {},
    environment: { QUEUE_URL: 'x', TOKEN: 'tok_fake-not-a-secret' },
    presets: {},
    folder: '/',
    runsCommands: true
  }
  const ports = { processes: port, clock: steadyClock(), classifier: byCode({ prepare: 'changes' }) }
  const { findings, stops } = await preflight(fixturePack(), ports, options)
  expect(findings.filter(({ of }) => of === 'pack' || of === 'check')).toMatchObject([{ of: 'pack', state: 'failed' }])
  expect([stops, port.ran]).toEqual([true, []])
})

test('nothing is started by the policy that is not shown to be read-only, whatever is wanted', async () => {
  const effects = fc.constantFrom<CommandEffect>('read-only', 'unknown', 'changes')
  const codes = [
    'echo "$QUEUE_URL"',
    'prepare',
    'count --token "$TOKEN"',
    'restart',
    'status "$NICE"',
    'stop',
    'delete',
    'taken',
    'still'
  ]
  const kinds = fc.record(Object.fromEntries(codes.map((code) => [code, effects])))
  const wishes = fc.array(
    fc.oneof(
      fc.record({ do: fc.constant('run'), by: fc.constantFrom('policy', 'confirmed', 'typed') }),
      fc.record({ do: fc.constant('choose'), by: fc.constantFrom('policy', 'confirmed'), index: fc.nat(5) }),
      fc.record({ do: fc.constantFrom('acknowledge', 'back') })
    ),
    { maxLength: 25 }
  )
  await fc.assert(
    fc.asyncProperty(
      kinds,
      wishes,
      fc.constantFrom('there', '0', '400', 'stuck job', 'running', '9'),
      async (kind, all, stdout) => {
        const classifier = byCode(kind)
        const pack = fixturePack()
        const driver = await startDriver({}, pack, classifier)
        for (const wish of all) {
          driver.port.next = { stdout }
          const { situation } = driver.session
          if (!situation) break
          if (wish.do === 'acknowledge') await driver.session.perform({ type: 'acknowledge' })
          else if (wish.do === 'back') await driver.session.perform({ type: 'go-back' })
          else if (wish.do === 'run') {
            const command = situation.commands.find(({ execution }) => execution === null) ?? situation.commands[0]
            const by = 'by' in wish ? wish.by : 'confirmed'
            const confirmation = by === 'typed' ? { type: by, phrase: situation.step.label ?? '' } : { type: by }
            if (command)
              await driver.session.perform({ type: 'run-command', command: command.reference, confirmation } as never)
          } else if ('index' in wish) {
            const option = situation.options[wish.index % Math.max(situation.options.length, 1)]
            const confirmation = { type: wish.by === 'policy' ? 'policy' : 'confirmed' } as const
            if (option)
              await driver.session.perform({ type: 'choose', choice: option.choice, reason: 'because', confirmation })
          }
        }
        const isBelied = beliedCommands(pack, classifier).length > 0
        for (const event of (await driver.read()).events) {
          if (event.type !== 'command-started' || event.confirmedBy === 'person') continue
          expect([kind[event.code.trim()], event.command.part, isBelied]).toEqual(['read-only', 'step', false])
        }
      }
    ),
    { numRuns: 150 }
  )
})
