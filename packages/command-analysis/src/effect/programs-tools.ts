/**
 * Tools of platforms: which of their commands only look.
 */
import { callChanges, callDestruction } from './changes.js'
import { written } from './paths.js'
import {
  changes,
  each,
  isFlag,
  isOption,
  mayBeOption,
  readsWith,
  shows,
  unknown,
  type Form
} from './programs-common.js'
import { orTriedByAws } from './programs-tries.js'
import type { ProgramCall, ProgramEffects, ProgramWord } from './scope.js'

/** What a tool is told, without the options before and between. */
interface Tool {
  /** The commands that only look, against the words that are not options, joined by blanks. */
  looks: RegExp
  /** Options that take a value, which is then no word. */
  valued: RegExp
  /** Options with which it only looks where it is told nothing else. */
  looksAlone?: RegExp
  /** Options that write, run or send something. Long ones can be cut short. */
  unsafe?: RegExp
  /** Options before the command that stand alone: any other may take the next word for its value. */
  plain?: RegExp
  /** Long options, of which a beginning is as unsafe. */
  unsafeLong?: readonly string[]
}

/** Whether a word is one of some long options, or cut short from it. */
function isCutShort({ values }: ProgramWord, long: readonly string[]): boolean {
  return values.some((value) => {
    const name = /^--([\w-]+)/.exec(value)?.[1]
    return name !== undefined && long.some((option) => option.startsWith(name))
  })
}

/** A program whose first words say whether it only looks. */
export function tool({
  looks,
  looksAlone,
  valued,
  unsafe = /^$/,
  plain = /^$/,
  unsafeLong = []
}: Tool): ProgramEffects {
  return (call) => {
    if (looksAlone && call.words.every((word) => isOption(word, looksAlone))) return
    const said: string[] = []
    /** How many words stand before an option that may take the next one. */
    let doubtful = Infinity
    for (let index = 0; index < call.words.length; index++) {
      const word = call.words[index]!
      const value = word.values.length === 1 ? word.values[0]! : '\uE000'
      if (word.values.some((one) => unsafe.test(one)) || isCutShort(word, unsafeLong))
        return unknown(call, `may do more than look (\`${written(value)}\`)`)
      if (mayBeOption(word) || (value === '\uE000' && word.values.some((one) => one.startsWith('-'))))
        return notLooking(call)
      if (isOption(word, valued)) index++
      else if (!isFlag(word)) said.push(value)
      else if (!isOption(word, plain) && !value.includes('=')) doubtful = Math.min(doubtful, said.length)
    }
    const length = looks.exec(said.join(' '))?.[0].trim().split(' ').length ?? 0
    if (
      (length === 0 || doubtful < length) &&
      !call.words.every((word) => isOption(word, /^(-v|-V|--version|--help|-h)$/))
    )
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

const AWS_LOOKS =
  /^(s3 ls\b|s3api (list|head|get-bucket|get-object-(acl|attributes|tagging|lock|retention))|sts get-caller-identity|configure list|(?!s3\b|s3api\b|configure\b|lambda invoke|ssm start|ecs execute)[\w-]+ (describe|list|search|lookup|filter-log|get-(?!object$|object |glacier|media|login-password|session-token|federation)|batch-get|simulate|validate|estimate|wait)[\w-]*( |$)|logs tail\b|dynamodb (query|scan)\b)/

const awsLooks: ProgramEffects = tool({
  looks: AWS_LOOKS,
  valued:
    /^--(region|profile|output|query|filters?|max-items|page-size|[\w-]*(names?|ids?|arns?)|start-time|end-time|log-group-name|bucket|prefix|endpoint-url)$/,
  unsafe: /^--(cli-input|outfile|wake-up)|^file:/
})

/** Options of `aws` that stand alone: what follows them is not a value of theirs. */
const AWS_ALONE = /^--(debug|no-[\w-]+|with-[\w-]+|include-[\w-]+|[\w-]+=.*)$/
/** Operations whose answer goes into a file that stands behind them as a word of its own. */
const AWS_FILES = /^(get-|describe-(input-device-)?thumbnails?$)/

const aws: ProgramEffects = (call) => {
  const said = call.words.filter((word, index) => {
    const before = call.words[index - 1]
    return !isFlag(word) && (before === undefined || !isFlag(before) || isOption(before, AWS_ALONE))
  })
  const [, operation, file] = said
  if (file && operation?.values.some((value) => AWS_FILES.test(value)))
    return unknown(call, 'may write its answer into a file')
  awsLooks(call)
}

/** Nouns come first, then what is done with them: one that is not known may be something to do. */
const GCLOUD_LOOKS =
  /^((alpha|beta|compute|instances|instance-groups|managed|disks|snapshots|images|networks|subnets|firewall-rules|addresses|forwarding-rules|backend-services|regions|zones|sql|databases|backups|operations|users|container|clusters|node-pools|logging|logs|sinks|metrics|app|services|versions|run|revisions|jobs|executions|functions|projects|iam|roles|service-accounts|keys|pubsub|topics|subscriptions|storage|buckets|objects|dns|managed-zones|record-sets|redis|monitoring|secrets|tasks|queues|scheduler|config|configurations|auth|components|artifacts|repositories) )*(list|describe|get-iam-policy|get-value|read)( |$)|^(info|version)$/
const AZ_LOOKS =
  /^((vm|vmss|aks|nodepool|group|network|vnet|nsg|lb|public-ip|nic|dns|zone|record-set|a|sql|server|db|postgres|flexible-server|mysql|redis|storage|account|container|blob|webapp|functionapp|appservice|plan|acr|repository|keyvault|secret|monitor|metrics|activity-log|alert|resource|role|assignment|definition|ad|user|sp|app|servicebus|namespace|queue|topic|eventhubs) )*(list|show)( |$)|^version$/

const git: ProgramEffects = tool({
  looks:
    /^((status|log|show|diff|rev-parse|ls-files|ls-remote|ls-tree|cat-file|blame|annotate|describe|shortlog|rev-list|name-rev|for-each-ref|show-ref|merge-base|cherry|count-objects|whatchanged|diff-tree|diff-index|diff-files|version|help|check-ignore|check-attr|verify-commit|verify-tag)\b|branch$|tag$|remote( show \S+| get-url \S+)?$|stash (list|show)\b|reflog( show.*)?$|config( (?!edit$)\S+)?$|config (get|list)\b|grep\b|fsck\b|check-ref-format\b|worktree list$|submodule status|notes (list|show)|bisect log)/,
  valued: /^(-C|--work-tree|--namespace|-n|--max-count|--format|--pretty|--since|--until|--author|--grep|-S|-G|-L)$/,
  plain:
    /^(--no-pager|-P|--no-optional-locks|--bare|--literal-pathspecs|--no-replace-objects|-p|--paginate|-l|--list|--get|--get-all|--get-regexp|--show-current|-a|-r|-v|-vv|--all|--stat|--oneline|--short|--porcelain|--global|--local|--system|--name-only|--show-origin)$/,
  unsafeLong: [
    // What is told in a repository may run programs.
    'git-dir',
    'output',
    'ext-diff',
    'textconv',
    'open-files-in-pager',
    'upload-pack',
    'exec',
    'unset',
    'unset-all',
    'add',
    'replace-all',
    'edit',
    'edit-description',
    'remove-section',
    'rename-section',
    'filters',
    'delete',
    'move',
    'force',
    'set-upstream-to',
    'unset-upstream',
    'config-env',
    'exec-path',
    'lost-found'
  ],
  // `ext::sh -c ...` is an address that runs a program.
  unsafe:
    /^([\w+-]+::|-\w*O|--open-files|-c|--config-env|--exec-path=|--output|--ext-diff|--textconv|--upload-pack|--exec|-[dDmMfe]$|-u$|--run|-i$)/
})

/** With one of these, `git tag` and `git branch` only list, and take patterns; `branch -l` made one before git 2.20. */
const GIT_LISTS = /^--(list|contains|no-contains|merged|no-merged|points-at)(=.*)?$/s
const GIT_LIST: Form = {
  words: /^(tag|branch)( .*)?$/s,
  plain:
    /^(--(list|contains|no-contains|merged|no-merged|points-at|sort|format)(=.*)?|-[arv]|-vv|-i|--ignore-case|--(no-)?column|--all|--remotes)$/s,
  valued: /^-n$/,
  needs: GIT_LISTS
}
const GIT_TAGS: Form = {
  ...GIT_LIST,
  words: /^tag( .*)?$/s,
  plain: /^(-l|--(list|sort|format)(=.*)?|-i)$/s,
  needs: /^-l$/
}

const gitOrLists: ProgramEffects = (call) =>
  (isOption(call.words[0], /^(tag|branch)$/) &&
    call.words.some((word) => isOption(word, GIT_LISTS) || isOption(word, /^-l$/))
    ? shows([GIT_LIST, GIT_TAGS])
    : git)(call)

export const toolEffects: readonly [string, ProgramEffects][] = [
  ['git', gitOrLists],
  [
    'systemctl',
    tool({
      looksAlone: /^(--(failed|no-pager|all|full|plain|no-legend|user|system|quiet|(type|state)=.*)|-[alq])$/s,
      looks: /^(status|show|list-\S+|is-active|is-enabled|is-failed|is-system-running|cat|get-default)\b/,
      valued: /^(-n|--lines|-o|--output|-t|--type|-p|--property|--state|-H|-M)$/,
      plain: /^(--user|--system|--no-pager|--all|-a|-l|--full|--quiet|-q|--plain|--no-legend|--failed)$/,
      unsafeLong: ['root', 'image', 'force', 'now', 'runtime']
    })
  ],
  ['service', tool({ looks: /^\S+ status$/, valued: /^$/, looksAlone: /^--status-all$/ })],
  [
    'journalctl',
    tool({
      looks: /^/,
      plain: /^-/,
      valued:
        /^(-u|--unit|-n|--lines|-S|--since|-U|--until|-p|--priority|-o|--output|-t|--identifier|-g|--grep|-D|--directory|--file|--boot)$/,
      unsafeLong: [
        'vacuum-size',
        'vacuum-files',
        'vacuum-time',
        'rotate',
        'flush',
        'sync',
        'relinquish-var',
        'smart-relinquish-var',
        'setup-keys',
        'update-catalog',
        'cursor-file'
      ]
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
  ['aws', orTriedByAws(aws)],
  [
    'gcloud',
    tool({ looks: GCLOUD_LOOKS, valued: /^--(project|region|zone|format|filter|limit|account)$/, plain: /^--quiet$/ })
  ],
  ['az', tool({ looks: AZ_LOOKS, valued: /^(-[gno]|--(resource-group|name|output|query|subscription))$/ })],
  [
    'npm',
    tool({
      looks:
        /^(view|info|show|ls|list|outdated|ping|whoami|version$|dist-tag ls|help|root|prefix|bin|explain|why|search|audit$|config (list|ls|get)( |$))\b/,
      valued: /^(--registry|--prefix)$/
    })
  ],
  [
    'rabbitmqctl',
    tool({
      looks: /^(list_\w+|status|cluster_status|environment|report|ping)\b/,
      valued: /^(-n|-p|--node|--vhost|-t|--timeout)$/,
      plain: /^(-q|-s|--quiet|--silent|-l|--longnames|--no-table-headers)$/
    })
  ],
  [
    'nginx',
    (call) =>
      call.words.length > 0 && call.words.every((word) => isOption(word, /^-[tTqvV]$/)) ? undefined : unknown(call)
  ],
  [
    'vercel',
    tool({ looks: /^(ls|list|inspect|logs|whoami|env ls|domains ls|alias ls)\b/, valued: /^(--scope|--token|-S|-t)$/ })
  ],
  [
    'supabase',
    tool({
      looks: /^(status|projects list|functions list|migration list|db lint|secrets list)\b/,
      valued: /^(--project-ref|--db-url)$/,
      unsafe: /^(-f|--file)/
    })
  ],
  [
    'sysctl',
    readsWith({ plain: /^-[aAneNbqrw]+$/ }, (call, words) => {
      if (call.words.some((word) => isOption(word, /^-\w*w/)) || words.some((word) => !isOption(word, /^[\w./*-]+$/)))
        changes(call)
    })
  ],
  ...each('iptables ip6tables', (call) =>
    call.words.length > 0 &&
    call.words.every((word) =>
      isOption(word, /^(-[LSnvxt]+|--(list|list-rules|numeric|verbose|line-numbers|table)|[A-Za-z]\w*)$/)
    ) &&
    call.words.some((word) => isOption(word, /^(-[nv]*[LS]|--list|--list-rules)$/))
      ? undefined
      : changes(call)
  ),
  ...each('reboot shutdown poweroff halt init telinit pkill killall createdb useradd userdel usermod', (call) =>
    changes(call)
  ),
  ...each('dropdb dropuser mkfs.ext4 mkfs.xfs', (call) => changes(call, true))
]
