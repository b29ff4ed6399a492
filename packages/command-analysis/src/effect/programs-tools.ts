/**
 * Tools of platforms: which of their commands only look.
 */
import { callChanges, callDestruction } from './changes.js'
import { written } from './paths.js'
import { changes, each, isFlag, isOption, mayBeOption, unknown } from './programs-common.js'
import type { ProgramCall, ProgramEffects, ProgramWord } from './scope.js'

/** What a tool is told, without the options before and between. */
interface Tool {
  /** The commands that only look, against the words that are no options, joined by blanks. */
  looks: RegExp
  /** Options that take a value, which is then no word. */
  valued: RegExp
  /** Options that write, run or send something. */
  unsafe?: RegExp
}

function tool({ looks, valued, unsafe = /^$/ }: Tool): ProgramEffects {
  return (call) => {
    const said: string[] = []
    for (let index = 0; index < call.words.length; index++) {
      const word = call.words[index]!
      const value = word.values.length === 1 ? word.values[0]! : '\uE000'
      if (word.values.some((one) => unsafe.test(one)))
        return unknown(call, `may do more than look (\`${written(value)}\`)`)
      if (mayBeOption(word) || (value === '\uE000' && word.values.some((one) => one.startsWith('-'))))
        return notLooking(call)
      if (isOption(word, valued)) index++
      else if (!isFlag(word)) said.push(value)
    }
    if (!looks.test(said.join(' ')) && !call.words.every((word) => isOption(word, /^(-v|-V|--version|--help|-h)$/)))
      notLooking(call)
  }
}

/** A command that changes something, or of which that is not known. */
function notLooking(call: ProgramCall): void {
  const words = call.words.map(asWord)
  const facts = {
    name: call.name,
    words,
    input: null,
    live: false,
    shown: true,
    deferred: false,
    wrapper: null,
    settings: new Map(),
    namePlace: call.namePlace,
    place: call.place
  }
  const destruction = callDestruction(facts)
  const change = callChanges(facts)
  if (destruction) call.effects.changes(destruction.what, call.place, true)
  else if (change) call.effects.changes(change.what, call.place)
  else unknown(call)
}

function asWord({ values, code, place }: ProgramWord) {
  const known = values.map((value) => written(value))
  return { value: known[0] ?? '', values: known, holds: [], literal: values.length === 1, code, place }
}

const KUBECTL_VALUE =
  /^(-n|--namespace|--context|--cluster|--user|--kubeconfig|-s|--server|-l|--selector|-o|--output|-c|--container|--tail|--since|--since-time|--field-selector|--sort-by|--request-timeout|--as|--as-group|-L|--for|--timeout|-p|--template|--raw|--token|--limit-bytes|--types)$/
const KUBECTL_LOOKS =
  /^((get|describe|logs|top|explain|api-resources|api-versions|version|wait|events|diff|options)\b|cluster-info$|config (view|current-context|get-contexts|get-clusters|get-users)\b|auth (can-i|whoami)\b|rollout (status|history)\b)/

const AWS_LOOKS =
  /^(s3 ls\b|s3api (list|head|get-bucket|get-object-(acl|attributes|tagging|lock|retention))|sts get-caller-identity|configure list|(?!s3\b|s3api\b|configure\b|lambda invoke|ssm start|ecs execute)[\w-]+ (describe|list|search|lookup|filter-log|get-(?!object$|object |glacier|media|login-password|session-token|federation)|batch-get|simulate|validate|estimate|wait)[\w-]*( |$))/

const REDIS_LOOKS =
  /^(get|mget|exists|ttl|pttl|expiretime|type|keys|scan|strlen|getrange|info|ping|llen|lrange|lindex|hget|hgetall|hmget|hlen|hkeys|hvals|hscan|hexists|smembers|sismember|scard|sscan|srandmember|zrange|zrangebyscore|zcard|zscore|zrank|zcount|zscan|xlen|xrange|xrevrange|xinfo \S+|xpending|dbsize|memory (usage|stats|doctor)|slowlog (get|len)|client (list|info|getname|id)|config get|cluster (info|nodes|slots|shards)|latency (latest|history|doctor)|object (encoding|idletime|freq|refcount)|command( count| info)?|lastsave|role|time|echo|pubsub \S+|acl (whoami|list|cat)|module list)\b/i

const git: ProgramEffects = tool({
  looks:
    /^((status|log|show|diff|rev-parse|ls-files|ls-remote|ls-tree|cat-file|blame|annotate|describe|shortlog|rev-list|name-rev|for-each-ref|show-ref|merge-base|cherry|count-objects|whatchanged|diff-tree|diff-index|diff-files|version|help|check-ignore|check-attr|verify-commit|verify-tag)\b|branch$|tag$|remote( show \S+| get-url \S+)?$|stash (list|show)\b|reflog( show)?\b|config \S*$|worktree list$|submodule status|notes (list|show)|bisect log)/,
  valued: /^(-C|--git-dir|--work-tree|-n|--max-count|--format|--pretty|--since|--until|--author|--grep|-S|-G|-L)$/,
  unsafe:
    /^(-c|--config-env|--exec-path=|--output|--ext-diff|--textconv|-O|--open-files|--upload-pack|--exec|--(unset|add|replace|edit|remove|rename)|-[dDmMfe]$|--(delete|move|force|set-upstream)|-u$|--run|-i$)/
})

const redis: ProgramEffects = (call) => {
  if (call.words.length === 0 || (call.input.type !== 'none' && operandsAfterOptions(call).length === 0))
    return unknown(call, 'runs what it reads')
  tool({
    looks: REDIS_LOOKS,
    valued: /^(-h|-p|-s|-a|-u|-n|-t|-d|-D|--user|--pass|--cacert|--cert|--key|--sni)$/,
    unsafe: /^(-x|-X|--eval|--pipe|--rdb|--functions-rdb|--cluster|-r|-i|--ldb)/
  })(call)
}

function operandsAfterOptions(call: ProgramCall): readonly ProgramWord[] {
  return call.words.filter((word) => !isFlag(word))
}

export const toolEffects: readonly [string, ProgramEffects][] = [
  ...each(
    'kubectl oc',
    tool({ looks: KUBECTL_LOOKS, valued: KUBECTL_VALUE, unsafe: /^(--output-directory|--patch|-f$|--filename)/ })
  ),
  ['git', git],
  [
    'systemctl',
    tool({
      looks: /^(status|show|list-\S+|is-active|is-enabled|is-failed|is-system-running|cat|get-default)\b/,
      valued: /^(-n|--lines|-o|--output|-t|--type|-p|--property|--state|-H|-M)$/
    })
  ],
  ['service', tool({ looks: /^\S+ status$/, valued: /^$/ })],
  [
    'journalctl',
    tool({
      looks: /^/,
      valued:
        /^(-u|--unit|-n|--lines|-S|--since|-U|--until|-p|--priority|-o|--output|-t|--identifier|-g|--grep|-D|--directory|--file|--boot)$/,
      unsafe: /^--(vacuum|rotate|flush|sync|relinquish|smart|setup|update|cursor-file)/
    })
  ],
  [
    'docker',
    tool({
      looks:
        /^((ps|logs|inspect|images|stats|top|version|info|port|diff|events|history|search)\b|(container|image|volume|network|service|node|stack|system|context|config|compose) (ls|list|inspect|logs|ps|history|stats|top|port|df|info|show|config|images|events)\b)/,
      valued: /^(-f|--filter|--format|-n|--tail|--since|--until|-H|--host|--context|-p|--project-name|--file)$/
    })
  ],
  [
    'helm',
    tool({
      looks: /^(list|ls|status|get|history|show|search|version|env|lint|template)\b/,
      valued: /^(-n|--namespace|--kube-context|--kubeconfig|-o|--output|--revision|--max|-f|--values|--set)$/,
      unsafe: /^(--post-renderer|--output-dir)/
    })
  ],
  [
    'terraform',
    tool({
      looks: /^(show|output|state (list|show)|validate|version|providers$|graph|workspace (list|show))\b/,
      valued: /^$/,
      unsafe: /^-(out|chdir)/
    })
  ],
  [
    'aws',
    tool({
      looks: AWS_LOOKS,
      valued:
        /^--(region|profile|output|query|filters?|max-items|page-size|[\w-]*(names?|ids?|arns?)|start-time|end-time|log-group-name|bucket|prefix|endpoint-url)$/,
      unsafe: /^--(cli-input|outfile)|^file:/
    })
  ],
  [
    'gcloud',
    tool({
      looks:
        /^(?!.*\b(delete|create|update|set|add|remove|deploy|ssh|scp|reset|stop|start|restart|import|export|enable|disable|patch|apply|run|execute|submit|connect)\b)[\w -]*\b(list|describe|read|get-value|get-iam-policy|info|version)\b/,
      valued: /^--(project|region|zone|format|filter|limit|account)$/
    })
  ],
  [
    'az',
    tool({
      looks:
        /^(?!.*\b(delete|create|update|set|add|remove|invoke|run|restart|start|stop)\b)[\w -]*\b(list|show|version)\b/,
      valued: /^(-[gno]|--(resource-group|name|output|query|subscription))$/
    })
  ],
  ['redis-cli', redis],
  [
    'npm',
    tool({
      looks: /^(view|info|show|ls|list|outdated|ping|whoami|version$|dist-tag ls|help|root|prefix|bin)\b/,
      valued: /^(--registry|--prefix)$/
    })
  ],
  [
    'rabbitmqctl',
    tool({ looks: /^(list_\w+|status|cluster_status|environment|report|ping)\b/, valued: /^(-n|-p|-q)$/ })
  ],
  ['nginx', tool({ looks: /^$/, valued: /^$/, unsafe: /^-[sgcp]/ })],
  [
    'vercel',
    tool({ looks: /^(ls|list|inspect|logs|whoami|env ls|domains ls|alias ls)\b/, valued: /^(--scope|--token|-S|-t)$/ })
  ],
  [
    'supabase',
    tool({
      looks: /^(status|projects list|functions list|migration list|db (diff|lint)|secrets list)\b/,
      valued: /^(--project-ref|--db-url)$/,
      unsafe: /^(-f|--file)/
    })
  ],
  [
    'sysctl',
    (call) =>
      call.words.some((word) => mayBeOption(word) || isOption(word, /^(-w|--write|-p|--load|--system)|=/))
        ? changes(call)
        : undefined
  ],
  ['iptables', (call) => (isOption(call.words[0], /^(-[LS]|--list)/) ? undefined : changes(call))],
  ['crontab', (call) => (isOption(call.words[0], /^-l$/) ? undefined : changes(call))],
  ...each(
    'reboot shutdown poweroff halt init telinit pkill killall createdb useradd userdel usermod passwd apt apt-get yum dnf apk brew pip pip3 gem cargo',
    (call) => changes(call)
  ),
  ...each('dropdb dropuser mkfs.ext4 mkfs.xfs', (call) => changes(call, true))
]
