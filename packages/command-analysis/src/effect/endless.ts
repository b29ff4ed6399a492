/**
 * Commands that go on until somebody ends them: they only read, and a run that nobody watches would stand still at one.
 */
import type { Call, CommandFacts } from '../facts.js'

/** The words of a call, joined, told to go on without end. */
type Endless = RegExp | ((words: readonly string[]) => boolean)

const never = /^/
const without =
  (limit: RegExp): Endless =>
  (words) =>
    !words.some((word) => limit.test(word))
/** Words that are numbers: a program that is given an interval and no count goes on. */
const onlyInterval: Endless = (words) => {
  const values = words.filter((_, index) => !/^-[pdP]$/.test(words[index - 1] ?? ''))
  return values.filter((word) => /^\d+(\.\d+)?$/.test(word)).length === 1
}
const LOGS = /^(?:.* )?logs? .*?(?:-\w*f|--follow)(?:=true)?(?= |$)/
const CONTAINERS: Endless = (words) => {
  const said = words.join(' ')
  if (/^(?:-\S+ (?:\S+ )?)*(?:container |compose (?:.* )?|stack |service )?(?:logs|attach)\b/.test(said))
    return LOGS.test(said) || /\battach\b/.test(said)
  return (
    (/^(?:container )?stats\b/.test(said) && !/--no-stream\b(?!=false)/.test(said)) ||
    (/^(?:system )?events\b/.test(said) && !/--until\b/.test(said))
  )
}
const CLUSTERS: Endless = (words) => {
  const said = words.join(' ')
  if (/(?:^| )logs?(?: |$)/.test(said)) return LOGS.test(said)
  if (/(?:^| )(?:get|events)(?: |$)/.test(said)) return /(?:^| )(?:-\w*w|--watch(?:-only)?)(?:=true)?(?= |$)/.test(said)
  return /(?:^| )(?:port-forward|proxy|attach)(?: |$)/.test(said)
}

/** When a program goes on without end, by its name. */
const ENDLESS: Readonly<Record<string, Endless>> = {
  tail: /(?:^| )(?:-\d*[qvz]*[fF]\w*|--follow(?:=\w+)?|--retry)(?= |$)/,
  journalctl: /(?:^| )(?:-[aqxermkl]*f\w*|--follow)(?= |$)/,
  dmesg: /(?:^| )(?:-\w*[wW]\w*|--follow(?:-new)?)(?= |$)/,
  less: /(?:^| )\+F/,
  kubectl: CLUSTERS,
  oc: CLUSTERS,
  k3s: CLUSTERS,
  docker: CONTAINERS,
  podman: CONTAINERS,
  nerdctl: CONTAINERS,
  'docker-compose': CONTAINERS,
  crictl: LOGS,
  stern: without(/^--no-follow(?:=true)?$/),
  kail: never,
  kubetail: never,
  watch: never,
  top: without(/^(?:-\w*n\w*|--iterations(?:=.*)?|-l|-h|-v|--help|--version)$/),
  iotop: without(/^(?:-\w*n\w*|--iter(?:=.*)?)$/),
  htop: never,
  atop: onlyInterval,
  btop: never,
  glances: without(/^--stop-after/),
  nload: never,
  iftop: without(/^-\w*s/),
  ping: without(/^(?:-\w*[cw]\d*|--count(?:=.*)?|--deadline(?:=.*)?)$/),
  ping6: without(/^-\w*[cw]\d*$/),
  mtr: without(/^(?:-\w*[rc]\w*|--report\S*)$/),
  vmstat: onlyInterval,
  iostat: onlyInterval,
  mpstat: onlyInterval,
  pidstat: onlyInterval,
  sar: onlyInterval,
  dstat: (words) => !words.some((word, index) => /^\d+$/.test(word) && /^\d+$/.test(words[index - 1] ?? '')),
  free: (words) => /(?:^| )-\w*s/.test(words.join(' ')) && !/(?:^| )-\w*c/.test(words.join(' ')),
  tcpdump: without(/^(?:-\w*[cr]\w*|-D)$/),
  tshark: without(/^(?:-[car]\S*|-D)$/),
  ngrep: without(/^-[nI]/),
  strace: (words) => words.some((word) => /^-\w*p/.test(word)),
  inotifywait: /(?:^| )(?:-\w*m\w*|--monitor)(?= |$)/,
  yes: never,
  sleep: /^(?:inf|infinity)$/,
  'redis-cli': /(?:^| )(?:monitor|subscribe|psubscribe|ssubscribe|--stat)(?= |$)/i,
  'valkey-cli': /(?:^| )(?:monitor|subscribe|psubscribe|ssubscribe|--stat)(?= |$)/i,
  mysqladmin: /(?:^| )(?:-i\s?\d+|--sleep)/,
  pg_recvlogical: /--start/,
  'kafka-console-consumer': without(/^--(?:max-messages|timeout-ms)/),
  'kafka-console-consumer.sh': without(/^--(?:max-messages|timeout-ms)/),
  kcat: (words) => words.includes('-C') && !words.some((word) => /^-(?:e|c)/.test(word)),
  nats: /^(?:sub|subscribe)\b/,
  mosquitto_sub: without(/^-[CW]/),
  aws: /^(?:.* )?logs tail .*--follow\b/,
  gcloud: /(?:^| )(?:logs?|logging) tail(?: |$)/,
  az: /(?:^| )log tail(?: |$)/,
  heroku: /(?:^| )logs? .*(?:-t|--tail)(?= |$)/,
  fly: (words) => words[0] === 'logs' && !words.some((word) => /^(?:-n|--no-tail)$/.test(word)),
  flyctl: (words) => words[0] === 'logs' && !words.some((word) => /^(?:-n|--no-tail)$/.test(word)),
  pm2: (words) => (words[0] === 'logs' && !words.includes('--nostream')) || words[0] === 'monit',
  supervisorctl: /(?:^| )tail .*-f\b/,
  consul: /^(?:monitor|watch)\b/,
  nomad: /^(?:monitor|(?:alloc )?logs .*-f\b)/,
  flux: /^logs .*(?:-f|--follow)\b/,
  argocd: /(?:^| )logs .*(?:-f|--follow)\b/,
  stripe: /^(?:listen|logs tail)\b/,
  gh: /^run watch\b/
}

/** Programs that run another one in some place. */
const CARRIERS =
  /^(?:kubectl|oc|docker|podman|nerdctl|docker-compose|sudo|doas|env|nice|nohup|stdbuf|xargs|ssh|chroot|time|setsid)$/
const SHELLS = /^(?:ba|da|z|k)?sh$/
/** A loop that only a `break`, an `exit` or a signal ends. */
const ROUND =
  /\b(?:while\s+(?:true|:|\(\(\s*1\s*\)\)|\[+\s+1\s+\]+)|until\s+false|for\s*\(\(\s*;\s*;\s*\)\))\s*[;\n]\s*do\b/
const LEAVES = /\b(?:break|exit|return)\b/
/** `\watch` of psql without a count. */
const WATCH = /^[^\n-]*\\watch\b(?![^\n]*\bc(?:ount)?=)/m

/** Whether a call goes on until somebody ends it. */
function isEndless(name: string, words: readonly string[], depth = 0): boolean {
  const program = name.slice(name.lastIndexOf('/') + 1)
  const rule = Object.hasOwn(ENDLESS, program) ? ENDLESS[program] : undefined
  const end = words.indexOf('--')
  const own = end === -1 ? words : words.slice(0, end)
  if (rule && (rule instanceof RegExp ? rule.test(own.join(' ')) : rule(own))) return true
  if (depth > 3) return false
  if (SHELLS.test(program)) {
    const code = words.findIndex((word) => /^-\w*c$/.test(word))
    return code !== -1 && textIsEndless(words[code + 1] ?? '', depth + 1)
  }
  return (
    CARRIERS.test(program) &&
    words.some((word, index) => {
      if (/^g?timeout$/.test(word)) return false
      if (words.slice(0, index).some((before) => /^g?timeout$/.test(before))) return false
      const isCommand = Object.hasOwn(ENDLESS, word) || SHELLS.test(word) || /\s/.test(word)
      if (!isCommand || /^(?:logs?|stats|events|watch|top|proxy)$/.test(word)) return false
      return /\s/.test(word) ? textIsEndless(word, depth + 1) : isEndless(word, words.slice(index + 1), depth + 1)
    })
  )
}

/** The same of a text that a shell elsewhere reads, told by its words. */
function textIsEndless(text: string, depth: number): boolean {
  if (ROUND.test(text) && !LEAVES.test(text)) return true
  return text.split(/[;|&\n]+/).some((part) => {
    const [name = '', ...words] = part.trim().split(/\s+/)
    return isEndless(name, words, depth)
  })
}

/**
 * What in a command goes on until somebody ends it, as a person would name it: `tail -f`. What `timeout` limits ends.
 * @param facts What is known of the command.
 */
export function endlessIn({ command, calls, code }: Pick<CommandFacts, 'command' | 'calls' | 'code'>): string[] {
  if (command.interpreter === 'sql') return WATCH.test(code.text) ? ['\\watch'] : []
  if (command.interpreter !== 'bash') return []
  const limits = calls.filter(
    ({ name, words }) => /^g?timeout$/.test(name) && !words.some(({ value }) => value === '0')
  )
  const isLimited = ({ place }: Call): boolean =>
    limits.some((limit) => limit.place.start <= place.start && place.end <= limit.place.end)
  const found = calls.filter(
    (call) =>
      !isLimited(call) &&
      isEndless(
        call.name,
        call.words.map(({ value }) => value)
      )
  )
  const named = found.map(({ name, words }) => `${name} ${words[0]?.value ?? ''}`.trim().slice(0, 40))
  const loop = ROUND.test(code.text) && !LEAVES.test(code.text) ? ['while true'] : []
  return [...new Set([...named, ...loop])]
}
