import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { nodeProcesses } from '../src/node/processes.js'
import type { ProcessRequest } from '../src/ports.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-processes-'))
const environment = { PATH: process.env['PATH'] ?? '', HOME: folder }
const processes = nodeProcesses({ grace: 300, drain: 300 })

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function request(changes: Partial<ProcessRequest> & { code: string }): ProcessRequest {
  return { interpreter: 'bash', environment, folder, timeLimit: 30_000, outputLimit: 64_000, ...changes }
}

function run(code: string, changes: Partial<ProcessRequest> = {}) {
  return processes.run(request({ code, ...changes }))
}

/** A folder with one program in it, a shell script. */
function programFolder(name: string, script: string): string {
  const place = mkdtempSync(join(folder, 'bin-'))
  writeFileSync(join(place, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(place, name), 0o755)
  return place
}

/** Process ids that a block wrote, one to a line. */
function pidsIn(file: string): number[] {
  return readFileSync(join(folder, file), 'utf8').trim().split('\n').map(Number)
}

/** Whether a process runs; one that is dead and only waits to be collected does not. */
function runs(pid: number): boolean {
  try {
    // Its state is the first field behind its name, which is in brackets and may hold any character.
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return status.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3) !== 'Z'
  } catch {
    return false
  }
}

test('a process that runs is seen to run, so that "nothing is left" means something', () => {
  expect(runs(process.pid)).toBe(true)
})

describe('interpreters', () => {
  const says = [
    ['bash', 'printf "%s" "$0"', 'bash'],
    [
      'js',
      'const { argv } = await import("node:process"); console.log(typeof import.meta.url, argv.length)',
      'string 2\n'
    ],
    ['python', 'import sys; print(len(sys.argv))', '1\n']
  ] as const
  test.each(says)('%s runs a block', async (interpreter, code, expected) => {
    const { end, stdout, stderr } = await run(code, { interpreter })
    expect({ end, out: stdout.text, error: stderr.text }).toEqual({
      end: { type: 'exited', status: 0 },
      out: expected,
      error: ''
    })
  })

  const reads = [
    ['bash', 'cat; read line; echo "read $?"; echo after', 'read 1\nafter\n'],
    ['js', 'let text = ""; for await (const part of process.stdin) text += part; console.log([text])', "[ '' ]\n"],
    ['python', 'import sys\nprint([sys.stdin.read()])\nprint("after")', "['']\nafter\n"]
  ] as const
  test.each(reads)('a %s block that reads stdin gets its end, not the block', async (interpreter, code, expected) => {
    expect((await run(code, { interpreter })).stdout.text).toBe(expected)
  })

  test.each([
    ['a here-document keeps its indents', "cat <<'EOF'\n  two\n\n\tone $tab\nEOF\n", '  two\n\n\tone $tab\n'],
    ['one behind <<- loses its tabs', 'value=3\ncat <<-EOF\n\tone\n\t\ttwo $value\n\tEOF\n', 'one\ntwo 3\n'],
    ['two on a line', "cat <<A - /dev/fd/3 3<<'B'\na\nA\nb\nB\necho after\n", 'a\nb\nafter\n'],
    ['a loop over several lines', 'for n in 1 2\ndo\n  echo "$n"\ndone', '1\n2\n'],
    ['a loop that reads one', 'while read -r a b; do echo "$b"; done <<\'EOF\'\nx 1\ny  2\nEOF\n', '1\n2\n']
  ])('a bash block runs as it is written: %s', async (_, code, expected) => {
    const { end, stdout } = await run(code)
    expect([end, stdout.text]).toEqual([{ type: 'exited', status: 0 }, expected])
  })

  test('while a command runs, nothing of its pipes lies in the folder for temporary files', async () => {
    const TMPDIR = mkdtempSync(join(folder, 'temporary-'))
    vi.stubEnv('TMPDIR', TMPDIR)
    const { stdout } = await run('echo "in it:" $(ls -A "$LOOKED_AT")', {
      environment: { ...environment, LOOKED_AT: TMPDIR }
    }).finally(() => vi.unstubAllEnvs())
    expect(stdout.text).toBe('in it:\n')
  })

  test('a block that is too long for an argument runs all the same, and its children see nothing of it', async () => {
    const code = `value='${'x'.repeat(300_000)}'\necho "\${#value} $0"; ls /dev/fd | grep -c '^3$'; cat <&3\n`
    const { stdout, stderr } = await run(code)
    expect(stdout.text.split('\n')[0]).toBe('300000 bash')
    expect(stderr.text).toContain('3: Bad file descriptor')
  })

  test('the environment is the one that is given, and no other', async () => {
    vi.stubEnv('KEYS_TEST_FOREIGN', 'here')
    const { stdout } = await run('echo "${KEYS_TEST_FOREIGN-none} $GIVEN"; pwd -P', {
      environment: { ...environment, GIVEN: 'given' }
    })
    vi.unstubAllEnvs()
    expect(stdout.text.split('\n')[0]).toBe('none given')
    expect(stdout.text.split('\n')[1]).toMatch(/keys-processes-/)
  })
})

describe('psql', () => {
  const shown = 'printf "%s\\n" "$@" "$PGUSER@$PGHOST:$PGPORT/$PGDATABASE" "${PGPASSWORD-unset}"; cat'
  const PATH = `${programFolder('psql', shown)}:${environment.PATH}`
  const options = ['-wXqAt', '-v', 'ON_ERROR_STOP=1']
  const databases = [
    ['postgresql://app:not%40real@db:5432/app', 'app@db:5432/app', 'not@real'],
    ['postgres://app@db:5433/app', 'app@db:5433/app', 'unset'],
    ["host=db port=5432 dbname=app user=app password='not real'", 'app@db:5432/app', 'not real']
  ] as const
  test.each(databases)('gets %s in its environment, and in no argument', async (DATABASE_URL, place, password) => {
    const { stdout } = await run('select 1;\n', {
      interpreter: 'sql',
      environment: { ...environment, PATH, DATABASE_URL }
    })
    expect(stdout.text.split('\n')).toEqual([...options, place, password, 'select 1;', ''])
  })

  test('of a shell block too, and nothing of another database is left', async () => {
    const outside = { PGPASSWORD: 'of-another', PGSERVICE: 'another' }
    const { stdout } = await run('echo "$PGHOST ${PGPASSWORD-unset} ${PGSERVICE-unset}"', {
      environment: { ...environment, ...outside, DATABASE_URL: 'postgresql://app@db/app' }
    })
    expect(stdout.text).toBe('db unset unset\n')
  })

  test('an address that is none reaches no database', async () => {
    const { end } = await run('', { interpreter: 'sql', environment: { DATABASE_URL: 'postgres://app:fa%ZZke@db' } })
    expect(end).toEqual({ type: 'not-started', reason: expect.stringContaining('is not an address') })
    const { stdout } = await run('echo "$PGSERVICE"', { environment: { ...environment, DATABASE_URL: 'no-address' } })
    expect(stdout.text).toBe('DATABASE_URL-is-no-address\n')
  })
})

describe('what cannot be started', () => {
  const nowhere = { ...environment, PATH: join(folder, 'nothing') }
  const secret = 'postgres://app:fake@db/app'
  const cases: [string, Partial<ProcessRequest> & { code: string }, RegExp][] = [
    [
      'no psql',
      { code: '', interpreter: 'sql', environment: { ...nowhere, DATABASE_URL: secret } },
      /^psql is not.*libpq/
    ],
    ['no bash', { code: '', environment: nowhere }, /^bash is not installed.*brew install bash/],
    ['no node', { code: '', interpreter: 'js', environment: nowhere }, /^node is not installed.*nodejs\.org/],
    ['no python3', { code: '', interpreter: 'python', environment: nowhere }, /^python3 is not installed/],
    ['no DATABASE_URL', { code: 'select 1', interpreter: 'sql' }, /^DATABASE_URL is not set/],
    ['an empty DATABASE_URL', { code: '', interpreter: 'sql', environment: { DATABASE_URL: '' } }, /is not set/],
    ['no folder', { code: '', folder: join(folder, 'none') }, /^There is no folder .*none/],
    ['NUL in the block', { code: 'echo \0' }, /^The block holds a NUL byte/],
    [
      'NUL in a value',
      { code: '', environment: { TOKEN: 'fake\0fake' } },
      /^The value of TOKEN holds a NUL byte, [^0]*$/
    ],
    ['a name that is none', { code: '', environment: { 'A=B': '1' } }, /"A=B"/],
    ['too much', { code: '', environment: { ...environment, BIG: 'x'.repeat(5_000_000) } }, /environment is too large/]
  ]
  test.each(cases)('%s', async (_, changes, reason) => {
    const { end, stdout, stderr } = await processes.run(request(changes))
    expect(end).toEqual({ type: 'not-started', reason: expect.stringMatching(reason) })
    expect([stdout.bytes, stderr.bytes]).toEqual([0, 0])
  })

  test('a program that may not be executed', async () => {
    const place = join(folder, 'forbidden')
    mkdirSync(place)
    writeFileSync(join(place, 'bash'), '')
    const { end } = await run('', { environment: { PATH: place } })
    expect(end).toEqual({ type: 'not-started', reason: expect.stringContaining('may not be executed') })
  })
})

describe('how it ends', () => {
  test.each([0, 1, 28, 255])('status %i', async (status) => {
    expect((await run(`exit ${status}`)).end).toEqual({ type: 'exited', status })
  })

  test('a signal of its own', async () => {
    expect((await run('kill -SEGV $$')).end).toEqual({ type: 'signaled', signal: 'SIGSEGV' })
  })

  test('it closes stdin unread while a long block is written to it', async () => {
    const PATH = `${programFolder('python3', 'exec <&-; exit 4')}:${environment.PATH}`
    const { end } = await run('#'.repeat(5_000_000), { interpreter: 'python', environment: { PATH } })
    expect(end).toEqual({ type: 'exited', status: 4 })
  })

  test('a time limit longer than a timer can be is none', async () => {
    expect((await run('sleep 0.1; echo done', { timeLimit: Infinity })).stdout.text).toBe('done\n')
  })

  test('there is no terminal to ask at', async () => {
    expect((await run('( : </dev/tty ) 2>/dev/null || echo none')).stdout.text).toBe('none\n')
  })
})

describe('nothing hangs, nothing is left behind', () => {
  const hangs = [
    ['never ends', 'echo $$ >never; while :; do sleep 0.05; done', 'never'],
    ['ignores SIGTERM', "trap '' TERM; echo $$ >deaf; sleep 60 & echo $! >>deaf; wait; sleep 60", 'deaf'],
    [
      'forks, the parent ends on SIGTERM, the child does not',
      "( trap '' TERM; echo $BASHPID >fork; while :; do sleep 0.05; done ) & echo $$ >>fork; wait",
      'fork'
    ],
    ['is stopped', 'echo $$ >stopped; kill -STOP $$; echo never', 'stopped']
  ] as const
  test.each(hangs)('a command that %s, at its time limit', async (_, code, file) => {
    const { end } = await run(code, { timeLimit: 400 })
    expect(end).toEqual({ type: 'timed-out' })
    expect(pidsIn(file).filter(runs)).toEqual([])
  })

  test.each(hangs)('a command that %s, when it is canceled', async (_, code, file) => {
    rmSync(join(folder, file), { force: true })
    const controller = new AbortController()
    const ended = run(code, { signal: controller.signal })
    await vi.waitUntil(() => existsSync(join(folder, file)) && pidsIn(file).length > 0, { timeout: 10_000 })
    await sleep(200)
    controller.abort()
    expect((await ended).end).toEqual({ type: 'canceled' })
    expect(pidsIn(file).filter(runs)).toEqual([])
  })

  test('a command that is canceled before its start is not started', async () => {
    const { end } = await run('touch started', { signal: AbortSignal.abort() })
    expect([end.type, existsSync(join(folder, 'started'))]).toEqual(['canceled', false])
  })

  test('what holds the output after the command has ended is ended, and the command keeps its status', async () => {
    const { end, stdout } = await run('sleep 60 & echo $! >holder; echo out; exit 3')
    expect([end, stdout.text]).toEqual([{ type: 'exited', status: 3 }, 'out\n'])
    expect(pidsIn('holder').filter(runs)).toEqual([])
  })

  test('what is printed in the background shortly after the end is still heard', async () => {
    expect((await run('( sleep 0.1; echo late ) & echo early')).stdout.text).toBe('early\nlate\n')
  })

  test('what sends its output elsewhere is left running', async () => {
    const { end } = await run('nohup sleep 60 >log 2>&1 & echo $! >worker')
    const worker = Number(readFileSync(join(folder, 'worker'), 'utf8'))
    expect([end, runs(worker)]).toEqual([{ type: 'exited', status: 0 }, true])
    process.kill(worker)
  })

  const escape = `import { spawn } from 'node:child_process'
    import { writeFileSync } from 'node:fs'
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'inherit' })
    writeFileSync('escaped', String(child.pid))
    console.log('out')`
  test.each([
    ['ended', 'process.exit(0)', 30_000, { type: 'exited', status: 0 }],
    ['overran its time', 'setInterval(() => {}, 1000)', 700, { type: 'timed-out' }]
  ])('nobody waits for what went into another session: the command %s', async (_, last, timeLimit, expected) => {
    const { end, stdout, duration } = await run(`${escape}\n${last}`, { interpreter: 'js', timeLimit })
    process.kill(Number(readFileSync(join(folder, 'escaped'), 'utf8')))
    expect([end, stdout.text]).toEqual([expected, 'out\n'])
    expect(duration).toBeLessThan(20_000)
  })
})

describe('output', () => {
  test('100 MB leave the first and the last lines, and little in memory', async () => {
    const before = process.memoryUsage().rss
    const code = 'echo first; head -c 100000000 /dev/zero | tr "\\0" "x" | fold -w 99; echo; echo last'
    let live = 0
    const { end, stdout } = await run(code, { outputLimit: 10_000, onOutput: (_, text) => (live += text.length) })
    expect(end).toEqual({ type: 'exited', status: 0 })
    const lines = stdout.text.split('\n')
    expect([lines[0], lines.at(-2)]).toEqual(['first', 'last'])
    expect(stdout.text).toContain(`\n[... ${stdout.dropped} bytes dropped ...]\n`)
    expect(stdout.bytes).toBeGreaterThan(100_000_000)
    expect(stdout.bytes - stdout.dropped).toBeLessThanOrEqual(10_000)
    // The first lines as they come, and what is kept of the last ones when it is over.
    expect(live).toBeLessThan(15_200)
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
  })

  test('the streams can be opened by their names', async () => {
    const { stdout, stderr } = await run('echo out | tee /dev/stderr; echo more >/dev/stdout')
    expect([stdout.text, stderr.text]).toEqual(['out\nmore\n', 'out\n'])
  })

  const limits = [
    ['exactly at the limit', 'printf 0123456789', 10, '0123456789', 0],
    ['one line over the limit', 'printf 0123456789a', 10, '01234\n[... 1 bytes dropped ...]\n6789a', 1],
    ['cut at lines', "printf '1\\n2\\n3\\n4\\n5\\n6\\n'", 9, '1\n2\n[... 4 bytes dropped ...]\n5\n6\n', 4],
    ['cut between characters', 'printf äöüäöüäöü', 10, 'äö\n[... 10 bytes dropped ...]\nöü', 10],
    ['cut between long characters', 'printf 😀😀😀😀', 11, '😀\n[... 8 bytes dropped ...]\n😀', 8],
    ['nothing is kept', 'echo out', 0, '[... 4 bytes dropped ...]\n', 4]
  ] as const
  test.each(limits)('%s', async (_, code, outputLimit, text, dropped) => {
    const { stdout } = await run(code, { outputLimit })
    expect([stdout.text, stdout.dropped]).toEqual([text, dropped])
  })

  test('characters are whole, however they arrive, and what is no UTF-8 is replaced', async () => {
    const heard = { stdout: '', stderr: '' }
    const code = String.raw`printf '\xf0\x9f'; sleep 0.2; printf '\x98\x80'; printf '\xff|\xe2\x82' >&2`
    const { stdout, stderr } = await run(code, { onOutput: (stream, text) => (heard[stream] += text) })
    expect([stdout.text, stderr.text]).toEqual(['😀', '\uFFFD|\uFFFD'])
    expect(heard).toEqual({ stdout: '😀', stderr: '\uFFFD|\uFFFD' })
  })

  test('a listener hears both streams while the command runs, up to the limit, and then the last part', async () => {
    const heard: string[] = []
    const started = request({ code: 'echo one; sleep 0.2; echo two >&2; sleep 0.2; seq 1000', outputLimit: 20 })
    await processes.run({ ...started, onOutput: (stream, text) => heard.push(`${stream} ${text}`) })
    expect(heard.slice(0, 2)).toEqual(['stdout one\n', 'stderr two\n'])
    expect(heard.slice(2).join('')).toMatch(
      /^stdout 1\n2\n.*stdout \n\[\.\.\. there is more; its last part follows when it is over \.\.\.\]\nstdout \n\[\.\.\. the last part of it: \.\.\.\]\n999\n1000\n$/s
    )
  })

  test('a listener that throws does not disturb the command', async () => {
    const onOutput = () => {
      throw new Error('a fault of the screen')
    }
    expect((await run('echo one; sleep 0.1; echo two', { onOutput })).stdout.text).toBe('one\ntwo\n')
  })
})
