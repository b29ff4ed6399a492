import { memoryStore, StorageError, type RunStore } from '@keys/runner'
import { expect, test } from 'vitest'
import { play, printing, queuePack, type Said } from './terminal/scripted.js'

const words = (text: string | null): Said => ({ words: text })
/** To the question whether the first action's precondition holds. */
const TO_ACTION: readonly Said[] = ['', '', '1']
/** From there to its branches. */
const THROUGH_ACTION: readonly Said[] = ['y', '', '']
const typesOf = ({ session }: Awaited<ReturnType<typeof play>>) =>
  session.state.visits.map(({ left }) => left?.type ?? null)

test('Enter all the way: what matchers decide is confirmed, what they do not is asked', async () => {
  const script = [...TO_ACTION, ...THROUGH_ACTION, '', 'y', '', words('action 2'), '', '', '', '2', '', '']
  const played = await play(script, printing('full', 'done', 'idle', 'told', 'idle', 'idle'))
  expect(played.outcome).toEqual({ type: 'ended', node: 'stop:resolved' })
  expect(played.dialogue.left).toBe(0)
  expect(typesOf(played)).toEqual(Array.from({ length: 6 }, () => 'decided'))
})

test('each step says where it stands, what it does, and what the team adds', async () => {
  const { dialogue } = await play(TO_ACTION, printing('full'))
  const shown = dialogue.shown.join('\n')
  expect(shown).toContain('Diagnosis flow, step 2 of 6')
  expect(shown).toContain('Your team\nAsk Grace.')
  expect(shown).toContain('Action 1: Start the workers anew  [REVERSIBLE]')
  expect(shown).toContain('Side effects: jobs in flight start again.')
})

const STAYS: readonly (readonly [what: string, script: readonly Said[], says: string])[] = [
  ['n writes a note', ['n', words('the lead knows')], 'Noted.'],
  ['an empty note is none', ['n', words('')], 'Nothing was written'],
  ['r shows the whole text', ['r'], 'Post-incident follow-ups'],
  ['l shows all steps', ['l'], '[>] Check 1: Is the queue file there (you are here)'],
  ['? shows all keys', ['?'], 'leave this step undone, with a reason'],
  ['i sets a value again', ['i', '1', words('/other')], 'Which value do you want to set?'],
  ['i can be left', ['i', ''], 'QUEUE_FILE'],
  ['s can be taken back', ['s', ''], 'Where does it go on without this step?'],
  ['e without a reason stays', ['e', words(null)], 'Nothing was written']
]

test.each(STAYS)('%s, and the step stays', async (_, script, says) => {
  const { dialogue, session } = await play(script)
  expect(dialogue.left).toBe(0)
  expect(dialogue.shown.join('\n')).toContain(says)
  expect(session.situation?.step.label).toBe('Check 1')
})

test('q leaves the run as it is', async () => {
  const { outcome, session } = await play(['q'])
  expect([outcome.type, session.situation?.step.label]).toEqual(['stopped', 'Check 1'])
})

test('Ctrl-C asks once; the second leaves', async () => {
  const once = await play([{ interrupt: 'ctrl-c' }, 'n', 'q'])
  expect(once.dialogue.shown.join('\n')).toContain('Stop here? The run is kept.')
  const twice = await play([{ interrupt: 'ctrl-c' }, { interrupt: 'ctrl-c' }])
  expect(twice.outcome.type).toBe('stopped')
})

test.each(['signal', 'end'] as const)('%s interrupts the session without a question', async (why) => {
  expect((await play([{ interrupt: why }])).outcome.type).toBe('interrupted')
})

test('s leaves a step by a way that is chosen, with a reason', async () => {
  const played = await play(['s', '1', words('the file is on another machine')])
  expect(played.session.state.visits[0]?.left).toMatchObject({
    type: 'skipped',
    reason: 'the file is on another machine'
  })
  expect(played.session.situation?.step.label).toBe('Step 1')
})

test('b returns to the step before', async () => {
  const { session } = await play(['', '', 'b'], printing('full'))
  expect([session.situation?.step.label, session.situation?.visit]).toEqual(['Check 1', 2])
})

test('e ends in escalation, with a reason', async () => {
  expect((await play(['e', words('nobody is left')])).outcome).toEqual({ type: 'ended', node: 'stop:escalate' })
})

test('a runs a command once more', async () => {
  const processes = printing('idle', 'full')
  const { dialogue } = await play(['', 'a'], processes)
  expect(processes.ran).toHaveLength(2)
  expect(dialogue.asked.at(-1)).toContain('because the last line is full')
})

test('o shows what a command printed', async () => {
  const { dialogue } = await play(['', 'o'], printing('a line that scrolled away\nfull'))
  expect(dialogue.shown.join('\n')).toContain('a line that scrolled away')
})

test('c copies the command as it stands, hides secrets, and takes what was seen elsewhere', async () => {
  const { dialogue } = await play([...TO_ACTION, 'y', 'c', words('0'), words('done')], printing('full'))
  expect(dialogue.copied[0]).toContain('printf \'token is %s\\n\' "$QUEUE_TOKEN"')
  const shown = dialogue.shown.join('\n')
  expect(shown).toContain("export QUEUE_FILE='/queue'\nread -rs QUEUE_TOKEN && export QUEUE_TOKEN")
  expect(shown).not.toContain('tok-not-a-real-one-1')
  expect(shown).toContain('Recorded: reported, exit 0.')
})

test('whoever decides otherwise than the commands gives a reason', async () => {
  const refused = await play(['', '3', words('')], printing('full'))
  expect(refused.session.situation?.step.label).toBe('Check 1')
  const given = await play(['', '3', words('the file is an old copy')], printing('full'))
  expect(given.outcome).toEqual({ type: 'ended', node: 'stop:escalate' })
})

test('a precondition is never held by Enter', async () => {
  await expect(play([...TO_ACTION, ''], printing('full'))).rejects.toThrow('no answer ""')
})

test('an irreversible command runs after its words, and after nothing else', async () => {
  const processes = printing('full', 'done', 'idle')
  const before = [...TO_ACTION, ...THROUGH_ACTION, '', 'y', '']
  await play([...before, words('yes'), words('')], processes)
  expect(processes.ran).toHaveLength(3)
  const typed = printing('full', 'done', 'idle', 'told')
  await play([...before, words('Action 2')], typed)
  expect(typed.ran).toHaveLength(4)
})

test('an action that did not hold offers its rollback, then escalates', async () => {
  const processes = printing('full', 'done', 'full', '')
  const { outcome } = await play([...TO_ACTION, ...THROUGH_ACTION, '', '1', ''], processes)
  expect(processes.ran.at(-1)).toContain("printf 'full")
  expect(outcome).toEqual({ type: 'ended', node: 'stop:escalate' })
})

test('a rollback that is left as it is needs a reason', async () => {
  const script = [...TO_ACTION, ...THROUGH_ACTION, '', '3', words(''), '3', words('it does no harm')]
  const { outcome, dialogue } = await play(script, printing('full', 'done', 'full'))
  expect([outcome.type, dialogue.left]).toEqual(['ended', 0])
})

test('a later window is waited for, or answered before its time', async () => {
  const to = [...TO_ACTION, ...THROUGH_ACTION, '', 'y', '', words('action 2'), '', '', '']
  const outputs = ['full', 'done', 'idle', 'told', 'idle']
  const waiting = await play([...to, 'w'], printing(...outputs))
  expect(waiting.outcome).toEqual({ type: 'waiting', until: '2026-11-24T14:00:00.000Z' })
  const early = await play([...to, '2', '', ''], printing(...outputs, 'idle'))
  expect(early.outcome).toEqual({ type: 'ended', node: 'stop:resolved' })
})

test('a required value that is missing is asked for, and the command does not run without it', async () => {
  const json = queuePack().files['pack.json'] ?? ''
  const pack = queuePack({
    'pack.json': json.replace('QUEUE_FILE', 'OTHER').replaceAll('"QUEUE_TOKEN"', '"QUEUE_FILE"')
  })
  const processes = printing('full')
  const { dialogue } = await play(['i', '1', words(''), '2', '', words('')], processes, undefined, pack)
  expect(processes.ran).toHaveLength(0)
  expect(dialogue.shown.join('\n')).toContain('It cannot run without QUEUE_FILE.')
})

test('unattended without --yes: nothing runs', async () => {
  const processes = printing('full')
  const { outcome } = await play([], processes, { isYes: false, isAttended: false })
  expect(processes.ran).toHaveLength(0)
  expect(outcome).toMatchObject({ type: 'unattended', reason: expect.stringContaining('--yes') })
})

test('unattended with --yes: read-only steps go on by matchers, a person decides the rest', async () => {
  const { outcome, session } = await play([], printing('full'), { isYes: true, isAttended: false })
  expect(outcome).toMatchObject({ type: 'unattended', reason: 'No command decides this: it is yours to judge.' })
  expect(session.situation?.step.label).toBe('Step 1')
})

test('--yes with a person: the same, then the person is asked', async () => {
  const { dialogue } = await play(['1', 'q'], printing('full'), { isYes: true, isAttended: true })
  expect(dialogue.asked[0]).toContain('yours to judge')
  expect(dialogue.asked[1]).toContain('This step changes something (reversible).')
})

/** A disk that is full when a kind of event is to be written, so often. */
function fullAt(type: string, times: number): RunStore {
  const storage = memoryStore()
  let left = times
  return {
    ...storage,
    create: async (...given) => {
      const run = await storage.create(...given)
      const append = async (line: string): Promise<void> => {
        if (left > 0 && line.includes(`"type":"${type}"`)) {
          left -= 1
          throw new StorageError('The run cannot be stored: no space left on device')
        }
        await run.append(line)
      }
      return { ...run, append }
    }
  }
}

test.each([
  ['before a command starts', 'command-started'],
  ['when a command has ended', 'command-ended'],
  ['when something is decided', 'decided']
])('a full disk %s is told, and tried again: nothing is lost or done twice', async (_, type) => {
  const processes = printing('full')
  const { dialogue, session } = await play(['', '', '', ''], processes, undefined, undefined, fullAt(type, 2))
  expect(dialogue.shown.filter((line) => line.includes('no space left on device'))).toHaveLength(2)
  expect(processes.ran).toHaveLength(1)
  expect(session.state.executions).toHaveLength(1)
})

test('a disk that stays full can be left', async () => {
  const { outcome } = await play(['', 'q'], printing('full'), undefined, undefined, fullAt('command-ended', 9))
  expect(outcome.type).toBe('interrupted')
})

test('g goes on while it only reads, says why it stops, and holds no longer than that', async () => {
  const { dialogue, session } = await play(['g', '1', 'q'], printing('full'))
  expect(dialogue.asked[1]).toContain('yours to judge')
  expect(dialogue.shown.join('\n')).toContain('No command decides this: it is yours to judge.')
  expect(session.state.visits[0]?.left).toMatchObject({ type: 'decided' })
  expect(dialogue.asked[2]).toContain('This step changes something (reversible).')
  // Said by the question, and not once more before it.
  expect(dialogue.shown.join('\n').split('This step changes something')).toHaveLength(2)
})
