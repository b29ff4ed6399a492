import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createScope, findLeftovers, folderPrefix, startChild, temporaryFolder } from '../src/index.js'
import { isAlive } from '../src/scope/watchdog.js'
import { openScope } from './open-scope.js'

test('everything is ended once, newest first, also what follows a failure', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 12 }), async (fails) => {
      const scope = createScope()
      const ended: number[] = []
      fails.forEach((fail, n) =>
        scope.defer(async () => {
          ended.push(n)
          if (fail) throw new Error(`part ${n} hangs on`)
        })
      )
      const reason = await scope.close().then(
        () => undefined,
        (error: unknown) => error
      )
      await scope.close().catch(() => {})
      expect(ended).toEqual(fails.map((_, n) => fails.length - 1 - n))
      const count = fails.filter(Boolean).length
      expect(reason instanceof AggregateError ? reason.errors.length : 0).toBe(count)
    })
  )
})

test('closing aborts the signal first, and what is registered afterwards is ended at once', async () => {
  const scope = createScope()
  scope.defer(() => expect(scope.signal.aborted).toBe(true))
  await scope.close()
  const late = new Promise((resolve) => scope.defer(() => resolve('ended')))
  expect(await late).toBe('ended')
  await expect(scope.folder()).rejects.toThrow('The drill ends.')
})

test('a scenario’s scope ends by itself, and with the drill at the latest', async () => {
  const scope = createScope()
  const ended: string[] = []
  const [first, second] = [scope.child(), scope.child()]
  first.defer(() => ended.push('first'))
  second.defer(() => ended.push('second'))
  await first.close()
  expect(ended).toEqual(['first'])
  await scope.close()
  expect(ended).toEqual(['first', 'second'])
})

test('folders can be passed through, files are private, and both go away', async () => {
  const scope = createScope()
  const [folder, file] = [await scope.folder('data'), await scope.file('secret.txt', 'not a real secret')]
  expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o711, 0o600])
  await scope.close()
  expect([folder, file, join(folder, '..')].filter((path) => existsSync(path))).toEqual([])
})

test('a child is ended with the processes that it has started', async () => {
  const scope = createScope()
  const child = await startChild(scope, 'bash', ['-c', 'sleep 100 & echo "child $!"; wait'])
  await child.waitFor(/child \d+/)
  const grandchild = Number(/child (\d+)/.exec(child.output())?.[1])
  expect([child.pid, grandchild].map(isAlive)).toEqual([true, true])
  await scope.close()
  await expect
    .poll(() => !isAlive(child.pid) && !isAlive(grandchild), { timeout: 20_000, message: 'both have gone' })
    .toBe(true)
})

test('a child that does not listen is killed after the grace', async () => {
  const scope = openScope()
  const child = await startChild(scope, 'bash', ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done'])
  await child.waitFor(/ready/)
  await child.end('SIGTERM', 200)
  expect([child.running(), await child.ended]).toEqual([false, null])
})

test.each([
  ['a command that does not exist', 'no-such-command-of-a-drill', [], /ENOENT/],
  ['a command that ends too early', 'bash', ['-c', 'echo no room >&2; exit 3'], /ended before it was ready:\nno room/]
])('%s is an error', async (_, command, args, message) => {
  const scope = openScope()
  const starting = startChild(scope, command, args).then((child) => child.waitFor(/ready/))
  await expect(starting).rejects.toThrow(message)
})

// Imports of .js files that are .ts files are found without a build.
const hook = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module'
registerHooks({ resolve: (name, context, next) => next(/^\\.+\\//.test(name) ? name.replace(/\\.js$/, '.ts') : name, context) })
`)}`
const killed = `
import { createScope } from '${new URL('../src/scope/scope.ts', import.meta.url).href}'
import { startChild } from '${new URL('../src/scope/child.ts', import.meta.url).href}'
const scope = createScope()
const folder = await scope.folder('postgres')
const child = await startChild(scope, 'sleep', ['100'])
console.log(JSON.stringify({ folder, pid: child.pid }))
setInterval(() => {}, 1000)
`

test('a harness that is killed outright leaves neither processes nor folders', async () => {
  const harness = spawn(process.execPath, ['--import', hook, '--input-type=module', '-e', killed])
  onTestFinished(() => void harness.kill('SIGKILL'))
  const line = await new Promise<string>((resolve) => harness.stdout.once('data', (text) => resolve(String(text))))
  const { folder, pid }: { folder: string; pid: number } = JSON.parse(line)
  expect([existsSync(folder), isAlive(pid)]).toEqual([true, true])
  harness.kill('SIGKILL')
  await expect.poll(() => !isAlive(pid), { timeout: 20_000, message: 'its child has gone' }).toBe(true)
  await expect
    .poll(() => !existsSync(join(folder, '..')), { timeout: 20_000, message: 'its folder has gone' })
    .toBe(true)
})

test('folders of a process that is gone are found, those of a living one are not', async () => {
  const scope = openScope()
  const child = await startChild(scope, 'true', [])
  await child.ended
  const left = await mkdtemp(join(temporaryFolder(), `${folderPrefix}${child.pid}-`))
  scope.defer(async () => (await import('node:fs/promises')).rm(left, { recursive: true }))
  const ours = join(await scope.folder(), '..')
  const found = await findLeftovers()
  expect([found.includes(left), found.includes(ours)]).toEqual([true, false])
})
