/** Packs from elsewhere, and files of other users around a project: nothing of them runs or is believed unasked. */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startOnTerminal } from './terminal/pseudo-terminal.js'
import { edit, keys, REPOSITORY, temporaryFolder } from './support.js'

const SLUG = 'stripe-webhook-failure'
const STRANGER = 12_345

/** A pack whose first check leaves a trace when it runs, in a folder where nothing else lies. */
function pack(): { folder: string; dir: string; canary: string } {
  const folder = temporaryFolder()
  const [dir, canary] = [join(folder, SLUG), join(folder, 'canary')]
  cpSync(join(REPOSITORY, 'runbook-keys', SLUG), dir, {
    recursive: true,
    filter: (path) => !path.includes('node_modules')
  })
  edit(dir, 'README.md', (text) => text.replace('```bash\n', `\`\`\`bash\ntouch '${canary}'\n`))
  const program = `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(canary)}, '')\n`
  writeFileSync(join(dir, 'drill/drill.js'), program)
  mkdirSync(join(dir, 'node_modules/@keys'), { recursive: true })
  symlinkSync(join(REPOSITORY, 'packages/drill'), join(dir, 'node_modules/@keys/drill'))
  return { folder, dir, canary }
}

/** An environment with a folder of state of its own. */
function environment(): Record<string, string> {
  const home = temporaryFolder()
  return { HOME: home, STRIPE_SECRET_KEY: 'sk_test_canary', WEBHOOK_ENDPOINT_ID: 'we_1' }
}

/** Ways in which a pack comes from elsewhere: what is typed, and where. */
const ELSEWHERE: Readonly<Record<string, (folder: string, dir: string) => { name: string; cwd: string }>> = {
  'a folder outside of the project': (_, dir) => ({ name: dir, cwd: REPOSITORY }),
  'a folder, without any project': (folder) => ({ name: `./${SLUG}`, cwd: folder }),
  'a tarball': (folder, dir) => {
    renameTo(dir, join(folder, 'package'))
    spawnSync('tar', ['-czf', 'pack.tgz', 'package'], { cwd: folder })
    return { name: 'pack.tgz', cwd: folder }
  },
  'a tarball in a workspace': (folder, dir) => {
    renameTo(dir, join(folder, 'package'))
    mkdirSync(join(folder, 'runbook-keys'))
    spawnSync('tar', ['-czf', 'pack.tgz', 'package'], { cwd: folder })
    return { name: 'pack.tgz', cwd: folder }
  },
  'an installed package': (folder, dir) => {
    renameTo(dir, join(folder, 'node_modules/@keys', `runbook-${SLUG}`))
    writeFileSync(join(folder, 'package.json'), '{}')
    return { name: SLUG, cwd: folder }
  },
  'a pack of a workspace above that another user put there': (folder, dir) => {
    renameTo(dir, join(folder, 'runbook-keys', SLUG))
    for (const path of readdirSync(folder, { recursive: true }))
      chownSync(join(folder, String(path)), STRANGER, STRANGER)
    chownSync(folder, STRANGER, STRANGER)
    return { name: SLUG, cwd: folder }
  }
}

function renameTo(from: string, to: string): void {
  cpSync(from, to, { recursive: true })
  rmSync(from, { recursive: true })
}

const isRoot = process.geteuid?.() === 0
const CASES = Object.keys(ELSEWHERE).filter((name) => isRoot || !name.includes('another user'))

describe.each(CASES)('%s', (name) => {
  test.each([['run', '--yes'], ['run'], ['preflight'], ['preflight', '--format', 'json']])(
    '%s %s: shows its commands, and runs none until somebody agrees',
    (command, ...options) => {
      const { folder, dir, canary } = pack()
      const { name: typed, cwd } = ELSEWHERE[name]!(folder, dir)
      const env = environment()
      const refused = keys([command, typed, ...options], cwd, env)
      expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`touch '${canary}'`) })
      expect(refused.err).toMatch(/has not been run here before, and .*\n?.*Nothing was run\./)
      expect(refused.err).toContain('--run-commands')
      expect(existsSync(canary)).toBe(false)

      const agreed = keys([command, typed, ...options, '--run-commands'], cwd, env)
      expect(agreed.out).not.toBe('')
      expect(agreed.err).not.toContain('has not been run here before')
      const [file = ''] = readdirSync(join(env['HOME'] ?? '', '.local/state/keys/trusted-packs'))
      expect(file).toMatch(/^sha256-[0-9a-f]{64}\.json$/)
      expect(statSync(join(env['HOME'] ?? '', '.local/state/keys/trusted-packs', file)).mode & 0o777).toBe(0o600)
      expect(keys([command, typed, ...options], cwd, env).err).not.toContain('has not been run here before')
    }
  )
})

test('agreeing is for this very text: a blank more asks again', () => {
  const { dir, canary } = pack()
  const env = environment()
  keys(['preflight', dir, '--run-commands'], REPOSITORY, env)
  rmSync(canary, { force: true })
  edit(dir, 'README.md', (text) => `${text} \n`)
  expect(keys(['preflight', dir], REPOSITORY, env)).toMatchObject({ code: 2 })
  expect(existsSync(canary)).toBe(false)
})

test('piped answers agree by saying so, and by nothing else', () => {
  const { dir, canary } = pack()
  const run = (input: string) =>
    spawnSync(process.execPath, [join(REPOSITORY, 'packages/cli/bin/keys.js'), 'run', dir, '--plain'], {
      cwd: REPOSITORY,
      env: { PATH: process.env['PATH'], ...environment() },
      input,
      encoding: 'utf8'
    })
  for (const input of ['', '\n\n\n', '2\n', 'y\n', 'q\n', 'q\nq\n']) {
    const { stdout } = run(input)
    expect(stdout).toContain('Do you trust the author of these commands?')
    // What q asks is whether to stop; nothing goes on by it.
    expect(stdout.replace(/Stop here\?[^]*$/, '')).not.toContain('Your answer, Enter for')
  }
  expect(run('1\nq\n').stdout).toContain('Check 1')
  expect(existsSync(canary)).toBe(false)
})

test('on a terminal a person is asked, and No leaves without a trace', async () => {
  const { dir, canary } = pack()
  const env = environment()
  using terminal = startOnTerminal(['preflight', dir], REPOSITORY, env)
  await terminal.see('Do you trust the author of these commands?')
  await terminal.press('2', 'No')
  await terminal.press('\r', /./)
  expect(await terminal.ended).toBe(1)
  expect(existsSync(canary)).toBe(false)
  expect(existsSync(join(env['HOME'] ?? '', '.local/state/keys'))).toBe(false)
})

describe('a drill', () => {
  test('of a pack from elsewhere runs no program of it until somebody agrees', () => {
    const { dir, canary } = pack()
    const { code, err } = keys(['drill', dir], REPOSITORY, environment())
    expect([code, existsSync(canary)]).toEqual([2, false])
    expect(err).toMatch(/The programs in .*,\s+with\s+all\s+rights\s+that you have: /)
    keys(['drill', dir, '--run-commands'], REPOSITORY, environment())
    expect(existsSync(canary)).toBe(true)
  })

  test.runIf(isRoot)('without a name does not run what another user put into a folder above', () => {
    const { folder, dir, canary } = pack()
    const inside = join(folder, 'mine')
    mkdirSync(inside)
    renameTo(dir, join(folder, 'runbook-keys', SLUG))
    for (const path of readdirSync(join(folder, 'runbook-keys'), { recursive: true })) {
      chownSync(join(folder, 'runbook-keys', String(path)), STRANGER, STRANGER)
    }
    chownSync(join(folder, 'runbook-keys'), STRANGER, STRANGER)
    expect(keys(['drill'], inside, environment())).toMatchObject({
      code: 2,
      err: expect.stringContaining('No pack here')
    })
    expect(keys(['list'], inside, environment()).out).toBe('')
    expect(existsSync(canary)).toBe(false)
  })
})

describe('an overlay', () => {
  const OVERLAY = '## Inputs\n\n- `STRIPE_API_BASE`: `http://127.0.0.1:9`\n'
  const planted = (folder: string): string => {
    mkdirSync(join(folder, 'runbook-overlays'), { recursive: true })
    const file = join(folder, 'runbook-overlays', `${SLUG}.md`)
    writeFileSync(file, OVERLAY)
    return file
  }
  const started = (folder: string): string => keys(['run', SLUG, '--plain'], folder, environment()).out
  const project = (parent: string, marker = 'runbook-keys'): string => {
    const folder = join(parent, 'project')
    cpSync(join(REPOSITORY, 'runbook-keys', SLUG), join(folder, 'runbook-keys', SLUG), {
      recursive: true,
      filter: (path) => !path.includes('node_modules')
    })
    if (marker !== 'runbook-keys') mkdirSync(join(folder, marker))
    return folder
  }

  test('of the project is used', () => {
    const folder = project(temporaryFolder())
    planted(folder)
    expect(started(folder)).toContain('Your team adds to it')
  })

  test.each(['runbook-keys', '.git'])('above a project with %s is not', (marker) => {
    const above = temporaryFolder()
    planted(above)
    expect(started(project(above, marker))).not.toContain('runbook-overlays')
  })

  test.runIf(isRoot)('of another user in the project is not, and it is said', () => {
    const folder = project(temporaryFolder())
    chownSync(planted(folder), STRANGER, STRANGER)
    expect(started(folder)).toContain('belongs to another user. The run goes on without it.')
    expect(keys(['preflight', SLUG, '--no-commands'], folder, environment()).code).toBe(2)
  })
})

describe('.npmrc', () => {
  /** A registry that says what it was asked with. */
  async function registry(): Promise<{ url: string; seen: string[] }> {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization ?? 'nothing')
      response.writeHead(404).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    return { url: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
  }
  const npmrc = (url: string, variable: string): string =>
    `registry=http://${url}/\n//${url}/:_authToken=\${${variable}}\n`

  async function asked(
    place: (folder: string, home: string) => string,
    variable: string,
    owner = 0
  ): Promise<readonly string[]> {
    const [above, home] = [temporaryFolder(), temporaryFolder()]
    const folder = join(above, 'project')
    mkdirSync(folder)
    writeFileSync(join(folder, 'package.json'), '{}')
    const { url, seen } = await registry()
    const file = join(place(folder, home), '.npmrc')
    writeFileSync(file, npmrc(url, variable))
    if (owner !== 0) chownSync(file, owner, owner)
    // What asks nobody else asks this one, which the user has configured.
    const fallback = await registry()
    appendFileSync(
      join(home, '.npmrc'),
      `@keys:registry=http://${place(folder, home) === home ? url : fallback.url}/\n`
    )
    if (place(folder, home) !== home) appendFileSync(file, `@keys:registry=http://${url}/\n`)
    const env = { HOME: home, STRIPE_SECRET_KEY: 'sk_live_canary', NPM_TOKEN: 'npm_mine' }
    await keysLater(['run', 'no-such-pack', '--dry-run', '--fetch'], folder, env)
    return seen
  }

  test('of the user takes any variable', async () => {
    expect(await asked((_, home) => home, 'STRIPE_SECRET_KEY')).toEqual(['Bearer sk_live_canary'])
  })
  test('of the project takes what is meant for registries', async () => {
    expect(await asked((folder) => folder, 'NPM_TOKEN')).toEqual(['Bearer npm_mine'])
  })
  test('of the project takes no other secret', async () => {
    expect(await asked((folder) => folder, 'STRIPE_SECRET_KEY')).toEqual(['Bearer ${STRIPE_SECRET_KEY}'])
  })
  test('above the project is not read', async () => {
    expect(await asked((folder) => join(folder, '..'), 'NPM_TOKEN')).toEqual([])
  })
  test.runIf(isRoot)('of another user is not read', async () => {
    expect(await asked((folder) => folder, 'NPM_TOKEN', STRANGER)).toEqual([])
  })
})

/** Runs the built command while this process answers it. */
async function keysLater(args: readonly string[], cwd: string, env: Record<string, string>): Promise<void> {
  const { spawn } = await import('node:child_process')
  const script = join(REPOSITORY, 'packages/cli/bin/keys.js')
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], ...env }
  })
  await once(child, 'exit')
}
