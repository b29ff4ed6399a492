// Why the signed event was not accepted: what the endpoint answered decides; the log only where it says nothing, and
// only by a class with more than two lines that is at least one line in twenty.
import { existsSync, readFileSync } from 'node:fs'
import { env } from 'node:process'

const classes = {
  secret: new RegExp([
    'No signatures found matching the expected signature', 'No webhook secret value was provided',
    'webhook had no valid signature', 'expected signature was not found', 'signing secret contains whitespace'
  ].join('|'), 'i'),
  body: /must be provided as a string or a Buffer|SubtleCryptoProvider|Use `?await constructEventAsync/i,
  clock: /outside (?:of )?the (?:allowed )?tolerance|timestamp wasn't within tolerance/i,
  header: /No stripe-signature header value|Unable to extract timestamp|No signatures found with expected scheme/i,
  version: /Received event with API version/i,
  permission: /permission denied for|violates row-level security|(?:SQLSTATE|code|error)\W{0,4}42501\b/i,
  schema: new RegExp(
    'violates [a-z-]+ ?[a-z]* constraint|(?:relation|column) "[^"]+" (?:of relation "[^"]+" )?does not exist' +
    '|(?:SQLSTATE|code|error)\\W{0,4}(?:23502|23503|23514|42P01|42703|22P02)\\b', 'i'),
  dependency: new RegExp(
    'too many clients|timeout exceeded when trying to connect|\\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND)\\b' +
    '|(?:SQLSTATE|code|error)\\W{0,4}(?:57P0[1-3]|53300)\\b', 'i')
}
const SIGNATURE = ['secret', 'body', 'clock', 'header']
const [head, ...rest] = readFileSync(`${env.EVIDENCE_DIR}/signed-probe.txt`, 'utf8').split('\n')
const [word, status] = head.split(' ')
const answer = rest.join('\n')
const all = env.HANDLER_LOG ? readFileSync(env.HANDLER_LOG, 'utf8').split('\n').filter(Boolean) : []
// Where the log names the route, its own lines are enough.
const path = new URL(env.WEBHOOK_URL).pathname
const own = all.filter((line) => path.length > 1 && line.includes(path))
const lines = own.length > 2 ? own : all
const count = (name) => lines.filter((line) => classes[name].test(line)).length
const names = Object.keys(classes)
const inAnswer = names.find((name) => classes[name].test(answer))
const gate = status === '401' || status === '403'
const inLog = names
  .filter((name) => !gate || SIGNATURE.includes(name))
  .map((name) => [name, count(name)])
  .filter(([, n]) => n > 2 && n >= lines.length / 20)
  .sort((a, b) => b[1] - a[1])[0]?.[0]
for (const name of names) if (count(name)) console.log(`${count(name)} of ${lines.length} lines in the log: ${name}`)
const waiting = `${env.EVIDENCE_DIR}/undelivered-before.txt`
const fails = existsSync(waiting) && readFileSync(waiting, 'utf8') !== ''
if (word === 'accepted' || word === 'passed') console.log(fails ? 'real-events-fail' : 'quiet')
else if (inAnswer) console.log(inAnswer)
else if (inLog) console.log(inLog)
else if (gate) console.log('gate')
else if (['502', '503', '504', '0'].includes(status)) console.log('down')
else console.log('unknown')
