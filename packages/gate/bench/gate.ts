// What the gate costs: against the same registry without it, in one run. `node bench/gate.ts` after a build.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { freePort, startPostgres } from '../test/support/postgres.ts'
import { PUBLIC_URL, send, startProcess, type GateProcess } from '../test/support/processes.ts'

// The built one, as it runs in life.
const { samplePack, StripeStandIn } = (await import(
  new URL('../dist/try.js', import.meta.url).href
)) as typeof import('../src/try/index.ts')

const ROUNDS = 8
const SECONDS = 2
const CONNECTIONS = 16
const READERS = 200
const NAME = '@keys/runbook-bench'
const FEATURE = 'pro'
const SECRET = 'whsec_bench'

const root = mkdtempSync(join(tmpdir(), 'keys-gate-bench-'))
const stripe = new StripeStandIn({ webhookSecret: SECRET, webhookUrl: null })
const ends: (() => Promise<void> | void)[] = [
  () => rmSync(root, { recursive: true, force: true }),
  () => stripe.close()
]
const admin = async (
  gate: GateProcess,
  path: string,
  body?: object,
  method = 'POST'
): Promise<Record<string, string>> =>
  JSON.parse(
    (
      await send(gate.port, `/-/gate/admin/${path}`, {
        token: 'a'.repeat(32),
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })
    ).text
  ) as Record<string, string>

async function main(): Promise<void> {
  const stripeUrl = await stripe.listen()
  const postgres = await startPostgres()
  ends.push(() => postgres.stop())
  const settings = {
    STRIPE_API_URL: stripeUrl,
    STRIPE_WEBHOOK_SECRET: SECRET,
    KEYS_GATE_FOLDER: join(root, 'gate'),
    DATABASE_URL: postgres.url
  }
  console.log(`${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.versions.node}\n`)
  const cold = await coldStarts(stripeUrl)
  const gate = await startProcess(settings)
  ends.push(() => gate.kill('SIGKILL'))
  const publisher = await admin(gate, 'tokens', { customer: 'own_p', name: 'p', scope: 'publish' })
  for (let patch = 0; patch < 5; patch++) await publish(gate, publisher['token'] ?? '', NAME, `1.0.${patch}`, 60_000)
  await publish(gate, publisher['token'] ?? '', '@keys/runbook-large', '1.0.0', 5_000_000)
  stripe.entitlements.set('cus_bench', new Set([FEATURE]))
  // As many as many machines have: one token may not ask without end.
  const tokens = await Promise.all(
    Array.from(
      { length: 40 },
      async () => (await admin(gate, 'tokens', { customer: 'cus_bench', name: 'bench' }))['token'] ?? ''
    )
  )
  await admin(gate, 'refresh/cus_bench')
  const plain = await startPlain(join(root, 'gate/registry/storage'))
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  const idle = ({ pid }: { pid: number }): string => `${Math.round(memoryOf(pid) / 1024)} MB`
  console.log(`memory before anybody asks: ${idle(gate)} with the gate, ${idle(plain)} without`)
  const paths = { metadata: `/${NAME.replace('/', '%2f')}`, tarballs: `/${NAME}/-/runbook-bench-1.0.4.tgz` }
  for (const [what, path] of Object.entries(paths)) {
    const arms = { gate: { count: 0, seconds: 0, cpu: 0 }, plain: { count: 0, seconds: 0, cpu: 0 } }
    // Nobody measures a program that has just begun.
    await load(gate.port, path, tokens)
    await load(plain.port, path, [])
    for (let round = 0; round < ROUNDS; round++) {
      // In turn, so that what else the machine does falls on both.
      for (const arm of round % 2 === 0 ? (['gate', 'plain'] as const) : (['plain', 'gate'] as const)) {
        const { port, pid } = arm === 'gate' ? gate : plain
        const before = cpuOf(pid)
        const { count, seconds } = await load(port, path, arm === 'gate' ? tokens : [])
        arms[arm].count += count
        arms[arm].seconds += seconds
        arms[arm].cpu += cpuOf(pid) - before
      }
    }
    const rate = ({ count, seconds }: typeof arms.gate): number => count / seconds
    const cost = ({ count, cpu }: typeof arms.gate): number => (cpu * 1000) / count
    console.log(
      `${what}: ${rate(arms.gate).toFixed(0)} a second with the gate, ${rate(arms.plain).toFixed(0)} without, ratio ${(rate(arms.gate) / rate(arms.plain)).toFixed(2)}; ` +
        `${cost(arms.gate).toFixed(2)} ms of processor for each with it, ${cost(arms.plain).toFixed(2)} without, ratio ${(cost(arms.plain) / cost(arms.gate)).toFixed(2)}`
    )
  }
  for (const [who, port, pid, shown] of [
    ['with the gate', gate.port, gate.pid, tokens[0] ?? null],
    ['without', plain.port, plain.pid, null]
  ] as const) {
    console.log(`${READERS} slow readers of 5 MB, ${who}: ${await slowReaders(port, pid, shown)} MB more memory`)
  }
  const readers = await Promise.all([1, 2, 3].map(() => startProcess({ ...settings, KEYS_GATE_ROLE: 'reader' })))
  ends.push(async () => void (await Promise.all(readers.map((one) => one.kill('SIGKILL')))))
  console.log(`revocation until refused by each of 4 processes: ${await revocations([gate, ...readers])}`)
  console.log(`cold start to ready: ${cold}`)
}

async function publish(gate: GateProcess, token: string, name: string, version: string, size: number): Promise<void> {
  const { body } = samplePack({
    name,
    version,
    title: 'Bench',
    entitlement: FEATURE,
    files: { 'scripts/data.txt': randomBytes(size / 2).toString('hex') }
  })
  const { status, text } = await send(gate.port, `/${name.replace('/', '%2f')}`, {
    token,
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' }
  })
  if (status !== 201) throw new Error(text)
}

/** The same registry, as it comes: everybody reads. */
async function startPlain(storage: string): Promise<{ port: number; pid: number }> {
  const port = await freePort()
  const config = join(root, 'plain.yaml')
  writeFileSync(
    config,
    `storage: ${storage}\nauth: { htpasswd: { file: ${join(root, 'htpasswd')} } }\nuplinks: {}\npackages: { '**': { access: $all, publish: $authenticated } }\nweb: { enable: false }\nlog: { type: stdout, format: json, level: error }\n`
  )
  const program = join(import.meta.dirname, '../node_modules/verdaccio/bin/verdaccio')
  const child = spawn(process.execPath, [program, '--config', config, '--listen', `127.0.0.1:${port}`], {
    stdio: 'ignore'
  })
  ends.push(() => void child.kill('SIGKILL'))
  while ((await send(port, '/-/ping').catch(() => null))?.status !== 200)
    await new Promise((resolve) => setTimeout(resolve, 100))
  return { port, pid: child.pid ?? 0 }
}

async function load(
  port: number,
  path: string,
  tokens: readonly string[]
): Promise<{ count: number; seconds: number }> {
  const host = new URL(PUBLIC_URL).host
  const all = tokens.length === 0 ? [{ host }] : tokens.map((token) => ({ host, authorization: `Bearer ${token}` }))
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: all.map((headers) => ({ method: 'GET', path, headers }))
  })
  if (result.non2xx > 0) throw new Error(`${result.non2xx} answers were no success.`)
  return { count: result.requests.total, seconds: result.duration }
}

/** Readers who take nothing: what lies in the memory of the process for them. */
async function slowReaders(port: number, pid: number, token: string | null): Promise<number> {
  const before = memoryOf(pid)
  const sockets = Array.from({ length: READERS }, () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.pause()
    socket.write(
      `GET /@keys/runbook-large/-/runbook-large-1.0.0.tgz HTTP/1.1\r\nhost: ${new URL(PUBLIC_URL).host}\r\n${token === null ? '' : `authorization: Bearer ${token}\r\n`}\r\n`
    )
    return socket
  })
  await new Promise((resolve) => setTimeout(resolve, 8000))
  const after = memoryOf(pid)
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 1000))
  return Math.round((after - before) / 1024)
}

function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

async function revocations(gates: readonly GateProcess[]): Promise<string> {
  const [first] = gates
  if (first === undefined) throw new Error('No gate.')
  const path = `/${NAME.replace('/', '%2f')}`
  const taken: number[] = []
  for (let round = 0; round < 50; round++) {
    const { token = '', id = '' } = await admin(first, 'tokens', { customer: 'cus_bench', name: 'r' })
    for (const { port } of gates) await send(port, path, { token })
    const began = performance.now()
    await admin(first, `tokens/${id}`, undefined, 'DELETE')
    await Promise.all(
      gates.map(async ({ port }) => {
        while ((await send(port, path, { token })).status !== 401)
          await new Promise((resolve) => setTimeout(resolve, 2))
        taken.push(performance.now() - began)
      })
    )
  }
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (part: number): string => `${Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0)} ms`
  return `median ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`
}

async function coldStarts(stripeUrl: string): Promise<string> {
  const folder = join(root, 'embedded')
  const times: number[] = []
  for (let start = 0; start < 2; start++) {
    const began = performance.now()
    const gate = await startProcess({
      STRIPE_API_URL: stripeUrl,
      STRIPE_WEBHOOK_SECRET: SECRET,
      KEYS_GATE_FOLDER: folder
    })
    times.push((performance.now() - began) / 1000)
    await gate.kill('SIGTERM')
  }
  const [first = 0, again = 0] = times
  return `${first.toFixed(1)} s the first time (the embedded database is made), ${again.toFixed(1)} s after that`
}

/** Seconds of processor that a process has used. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

try {
  await main()
} finally {
  for (const end of ends.toReversed()) await end()
}
process.exit(0)
