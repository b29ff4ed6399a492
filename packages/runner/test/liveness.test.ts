import { hostname } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { StartedProcess } from '../src/index.js'
import { nodeProcesses } from '../src/node.js'

const processes = nodeProcesses()
const look = (started: StartedProcess, host = hostname()) => processes.lookAt?.(started, host)

/** Starts a command, and gives the process that leads its group. */
async function started(code: string): Promise<{ process: StartedProcess; end: () => void; ended: Promise<unknown> }> {
  const controller = new AbortController()
  let ended: Promise<unknown> = Promise.resolve()
  const process = await new Promise<StartedProcess>((resolve) => {
    ended = processes.run({
      interpreter: 'bash',
      code,
      environment: { PATH: globalThis.process.env['PATH'] ?? '' },
      folder: '/',
      timeLimit: 20_000,
      outputLimit: 1000,
      signal: controller.signal,
      onStart: async (one) => resolve(one)
    })
  })
  onTestFinished(() => controller.abort())
  return { process, end: () => controller.abort(), ended }
}

describe('whether a command is still there', () => {
  test('while it runs, and after', async () => {
    const { process, end, ended } = await started('sleep 20')
    expect(look(process)).toBe('running')
    end()
    await ended
    await expect.poll(() => look(process)).toBe('gone')
  })

  test('a child that outlives the interpreter counts', async () => {
    const { process, end, ended } = await started('sleep 20 > /dev/null 2>&1 & exit 0')
    await ended
    expect(look(process)).toBe('running')
    globalThis.process.kill(-process.process, 'SIGKILL')
    end()
    await expect.poll(() => look(process)).toBe('gone')
  })

  test('another process of the same number does not', async () => {
    const { process } = await started('sleep 20')
    const [machine, boot, namespace, start] = process.identity!.split('/')
    expect(look({ ...process, identity: [machine, boot, namespace, Number(start) - 1].join('/') })).toBe('gone')
    // Nothing outlives a start of the machine, where the machine has a name by which it is known again.
    const afterStart = machine === '' ? 'unknown' : 'gone'
    expect(look({ ...process, identity: [machine, 'another-boot', namespace, start].join('/') })).toBe(afterStart)
    expect(look({ ...process, identity: ['another-machine', 'another-boot', namespace, start].join('/') })).toBe(
      'unknown'
    )
    expect(look({ ...process, identity: [machine, boot, 'another-namespace', start].join('/') })).toBe('unknown')
  })

  test('elsewhere nobody knows', async () => {
    const { process } = await started('sleep 20')
    expect(look(process, 'another-host')).toBe('unknown')
    expect(look({ ...process, identity: null })).toBe('unknown')
  })
})

test('an interpreter that reads the command from a pipe gets it when its start is on record', async () => {
  const order: string[] = []
  await processes.run({
    interpreter: 'js',
    code: "console.log('ran')",
    environment: { PATH: process.env['PATH'] ?? '' },
    folder: '/',
    timeLimit: 20_000,
    outputLimit: 1000,
    onStart: async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      order.push('recorded')
    },
    onOutput: () => order.push('ran')
  })
  expect(order).toEqual(['recorded', 'ran'])
})

test('what nobody may start is never heard of', async () => {
  let heard = 0
  const onStart = async () => void heard++
  const request = { environment: { PATH: '/nowhere' }, folder: '/', timeLimit: 1000, outputLimit: 1000, onStart }
  const { end } = await processes.run({ interpreter: 'python', code: '', ...request })
  expect([end.type, heard]).toEqual(['not-started', 0])
})
