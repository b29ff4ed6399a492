/**
 * Fences of other people: transcripts cut into commands and output, and fences without a language told by their first words.
 */
import type { Interpreter } from '@keys/schema'

/** A command in a fence, by its lines. */
export interface FencedCommand {
  code: string
  interpreter: Interpreter | null
  /** What was printed below it, as an example; empty when nothing is shown. */
  output: string
  /** The first and the last line of it in the fence, from 0. */
  lines: [first: number, last: number]
}

/** Programs with which a line of a shell begins. */
const PROGRAMS = new Set(
  `adb alembic ansible ansible-playbook apt apt-get argo argocd awk aws az base64 bash brew bundle cargo cat cd certbot chmod chown
   cilium cloudctl consul cp crictl cqlsh crontab ctr curl cut date dd deno df dig dmesg dnf docker docker-compose dotnet du echo env
   etcdctl eval exit export fdisk find firewall-cmd flux flyway fly free fuser gcloud gh git go gpg grep gunzip gzip hadoop hdfs head
   helm heroku hostname htop id influx ip ipmitool iptables istioctl java jmap journalctl jq jstack k k3s k9s kafka-consumer-groups
   kafka-topics kafkacat kcat keytool kill killall kinit kubeadm kubectl kubectx kubens kustomize last ldapsearch less ln locust logger ls lsblk lsof
   make md5sum mkdir mongo mongodump mongorestore mongosh mount mtr mv mvn mysql mysqldump nano nc net netstat nginx nmap nodetool node
   nohup nomad npm npx nslookup ntpq oc openssl openstack operator-sdk mailq pg_basebackup pg_ctl pg_ctlcluster pg_dump pg_isready pgbouncer postfix postqueue postsuper pg_restore pgrep pip pip3 ping pkill
   patroni perl php pm2 podman ps psql pwd pytest python python3 rabbitmqctl rabbitmq-diagnostics rails rake rclone reboot redis-cli restic rg rm rollout rsync
   ruby salt scp sed service sftp sha256sum showmount sleep smartctl snap sort source sqlite3 ss ssh ssh-keygen stat strace su sudo supervisorctl
   swapon swapoff sync sysctl systemctl systemd-analyze systemd-resolve resolvectl tail tar tcpdump tctl tee telnet terraform terragrunt test timedatectl time timeout top
   touch traceroute trivy tsh umount unzip uptime usermod vault velero vi vim virtctl vmstat wait watch wc wget which while whoami xargs yarn yq
   yum zcat zfs zip zpool dscacheutil ./gradlew ./mvnw gradle pnpm bin/rails bin/knife knife chef-client patronictl gitlab-ctl gitlab-rake
   consul-template nvidia-smi kubelet modprobe rpm dpkg ceph rbd rook ntpdate chronyc hostnamectl localectl nmcli ethtool tc lscpu dmidecode
   lvextend lvs vgs pvs resize2fs growpart fsck mkfs xfs_growfs mdadm multipath iscsiadm ldapmodify samba-tool pwgen quota htpasswd envsubst tkn
   crowdsec cscli doas elasticsearch-reset-password gitlab-runner eksctl kops kind minikube skaffold cf bosh doctl linode-cli hcloud pulumi packer vagrant logcli promtool amtool mimirtool thanos
   cockroach clickhouse-client cypher-shell esrally curator sentry-cli datadog-agent fail2ban-client ufw getent chage passwd useradd groupadd
   for if until [ [[ set read printf`.split(/\s+/)
)
export const SQL =
  /^(?:select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\(|alter\s+(?:table|database|role|system|user|index)\s|create\s+(?:table|index|database|user|role|or\s+replace|extension|unique)\b|drop\s+(?:table|index|database|role|user)\b|explain\s|vacuum\b|analyze\s+\w+;|grant\s|revoke\s|begin;|show\s+\w+|truncate\s)/i

/** What stands before a program: sudo with its options, of which some take a value, and assignments. */
const BEFORE_PROGRAM =
  /^(?:(?:sudo(?:\s+(?:-[ugpChrtTUDR]\s+\S+|--?[\w-]+(?:=\S+)?))*|[A-Z_][A-Z0-9_]*=(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s;]*))\s+)+/

const USER_PROMPT =
  /^(?:\([\w.-]+\)\s*)?(?:\[[\w.-]+@[^\]\n]{1,60}\]|[\w.-]+@[\w.-]+(?::[^\s$#]{0,60})?|sh-\d\.\d|bash-\d\.\d|[/~][\w/.-]{0,60})\s?[$#%]\s+(?=\S)/
/** `PS C:\> ` and `C:\> `: what they show is run by no interpreter of ours. */
const WINDOWS_PROMPT = /^(?:PS\s+)?(?:[A-Z]:\\[^>\n]{0,80}|(?<=PS\s+))>\s*(?=\S)/
const SIGN_PROMPT = /^\s{0,8}(?:[$❯➜λ]|%(?=\s+[a-z.])|>(?=\s+[a-z./]))\s+(?=\S)/
const TIGHT_PROMPT = /^\s{0,8}\$(?=[a-z./])/
const SQL_PROMPT = /^(?:mysql|MariaDB \[[^\]]*\]|sqlite|[\w-]+[=-][#>]|postgres[=-][#>])>?\s+(?=\S)/
const ROOT_PROMPT = /^\s{0,8}#\s+(?=\S)/

/** The languages of fences in which a shell is shown at work. */
const TRANSCRIPTS: ReadonlySet<string> = new Set(
  'console terminal shell-session shellsession sh-session session term bash-session'.split(' ')
)
const SHELLS: ReadonlySet<string> = new Set('bash sh shell zsh ksh dash fish'.split(' '))
const UNMARKED: ReadonlySet<string> = new Set([
  '',
  'text',
  'txt',
  'plain',
  'plaintext',
  'none',
  'code',
  'output',
  'log'
])

/** Whether the language of a fence says nothing of whether it runs, so that its lines have to say it. */
export function isToldByLines(language: string | null): boolean {
  const name = (language ?? '').toLowerCase()
  return UNMARKED.has(name) || TRANSCRIPTS.has(name) || SHELLS.has(name)
}

/**
 * The commands that a fence holds.
 * @param value The text of the fence.
 * @param language Its language, for which `isToldByLines` holds.
 * @returns None for output, configuration and drawings.
 */
export function commandsInFence(value: string, language: string | null): FencedCommand[] {
  const name = (language ?? '').toLowerCase()
  const lines = value.split('\n')
  const prompts = lines.map((line) => promptOf(line, TRANSCRIPTS.has(name)))
  if (prompts.some((prompt) => prompt !== null)) return transcript(lines, prompts)
  const whole = { code: value, output: '', lines: [0, lines.length - 1] as [number, number] }
  if (SHELLS.has(name)) return [{ ...whole, interpreter: /^(?:zsh|ksh|dash|fish)$/.test(name) ? null : 'bash' }]
  if (name === 'output' || name === 'log') return []
  const interpreter = interpreterOf(lines, TRANSCRIPTS.has(name) || name === '')
  return interpreter ? [{ ...whole, interpreter }] : []
}

/** The sign that a line opens with, as a shell shows it; null for a line without one. */
function promptOf(line: string, isTranscript: boolean): { length: number; interpreter: Interpreter | null } | null {
  const sql = SQL_PROMPT.exec(line)
  if (sql) return { length: sql[0].length, interpreter: 'sql' }
  const windows = WINDOWS_PROMPT.exec(line)
  if (windows) return { length: windows[0].length, interpreter: null }
  const sign = USER_PROMPT.exec(line) ?? SIGN_PROMPT.exec(line)
  if (sign) return isPromptSign(line, sign[0]) ? { length: sign[0].length, interpreter: 'bash' } : null
  const tight = TIGHT_PROMPT.exec(line)
  if (tight && beginsWithProgram(line.slice(tight[0].length))) return { length: tight[0].length, interpreter: 'bash' }
  const root = ROOT_PROMPT.exec(line)
  if (
    root &&
    beginsWithProgram(line.slice(root[0].length)) &&
    (isTranscript || !looksLikeWords(line.slice(root[0].length)))
  ) {
    return { length: root[0].length, interpreter: 'bash' }
  }
  return null
}

/** `>` and `%` open quotes and numbers as well: what follows has to be a program. */
function isPromptSign(line: string, sign: string): boolean {
  return !/[>%]\s*$/.test(sign) || beginsWithProgram(line.slice(sign.length))
}

/** A comment such as "# find the pods that fail" begins with the name of a program as well. */
function looksLikeWords(text: string): boolean {
  return /^[a-z]+(?:\s+(?:the|a|an|all|for|if|of|in|and|to|on|with|that|is|are|this|your|it|from|by|which|any|each|every|out|up)\b|\s+[a-z]+\s+(?:the|a|an|of|in|for|to|on|and|is|with)\b|\s*:)/i.test(
    text
  )
}

/** Lines with prompts: each begins a command, what follows without one is its output. */
function transcript(lines: readonly string[], prompts: readonly ReturnType<typeof promptOf>[]): FencedCommand[] {
  const commands: (Omit<FencedCommand, 'code' | 'output'> & { code: string[]; output: string[] })[] = []
  let open: (typeof commands)[number] | null = null
  for (const [index, line] of lines.entries()) {
    const prompt = prompts[index]
    const goesOn = open !== null && open.output.length === 0 && isUnfinished(open.code)
    if (prompt && !goesOn) {
      const code = line.slice(prompt.length)
      // Commands that print nothing belong together: a later one may need what an earlier one has set.
      if (open && open.output.length === 0 && open.interpreter === prompt.interpreter) open.code.push(code)
      else {
        open = { code: [code], output: [], interpreter: prompt.interpreter, lines: [index, index] }
        commands.push(open)
      }
      open.lines[1] = index
    } else if (open && goesOn) {
      open.code.push(line.replace(/^>\s/, ''))
      open.lines[1] = index
    } else if (open && (line.trim() !== '' || open.output.length > 0)) open.output.push(line)
  }
  return commands.map(({ code, output, ...rest }) => ({
    ...rest,
    code: code.join('\n'),
    output: output.join('\n').trimEnd()
  }))
}

/** Whether a shell would wait for more: a line goes on, a here-document or a quote is open. */
function isUnfinished(code: readonly string[]): boolean {
  const last = code.at(-1)!
  if (/\\\s*$/.test(last) || /(?:\||&&|\|\||\bdo|\bthen|\{|\()\s*$/.test(last)) return true
  const text = code.join('\n')
  const document = /<<-?\s*(['"]?)(\w+)\1/.exec(text)
  if (document && !new RegExp(`^\\t*${document[2]!}$`, 'm').test(text.slice(document.index + document[0].length)))
    return true
  if (/^(?:for|while|until)\b/.test(code[0]!) && !/\bdone\b/.test(text)) return true
  const bare = text.replace(/\\./g, '').replace(/"[^"]*"/g, '')
  return (bare.replace(/"/g, '').match(/'/g)?.length ?? 0) % 2 === 1 || (bare.match(/"/g)?.length ?? 0) % 2 === 1
}

/** What runs lines without prompts; null when they look like something else. */
function interpreterOf(lines: readonly string[], mayBeSql: boolean): Interpreter | null {
  const telling = lines.find((line) => line.trim() !== '' && !/^\s*(?:#|--)/.test(line))?.trim()
  if (telling === undefined) return null
  if (mayBeSql && SQL.test(telling)) return 'sql'
  return beginsWithProgram(telling) ? 'bash' : null
}

/**
 * Whether a line begins as a command of a shell: with a known program and something behind it, an assignment before it, or a path.
 * @param line The line, without a prompt.
 */
export function beginsWithProgram(line: string): boolean {
  const words = line.trim().replace(BEFORE_PROGRAM, '')
  if (words !== line.trim() && /^[\w./-]+\s+\S/.test(words) && /^[A-Z_][A-Z0-9_]*=/.test(line.trim())) return true
  const match = /^(\.{0,2}\/?[\w./-]+|\[\[?)(?=\s|$|;|\|)(.*)$/.exec(words)
  if (!match) return /^(?:export\s+)?[A-Z_][A-Z0-9_]*=\S*\s*$/.test(line.trim())
  const [, program, rest] = match
  if (/^\.{1,2}\/[\w./-]+$/.test(program!) || /^\/(?:usr|opt|bin|sbin|etc\/init\.d)\/[\w./-]+$/.test(program!))
    return true
  if (!PROGRAMS.has(program!)) return false
  // "test results:", "find the pod": a sentence, and no line of a shell.
  return !/^\s+(?:the|a|an|all|is|are|was|of|and|your|this|that|for|to|it)\s/.test(rest!) && !/^\s*[:,.]/.test(rest!)
}
