/**
 * What changes something, and what cannot be taken back.
 */
import type { Call, CommandFacts, Request, SqlScript, Statement, Word } from '../facts.js'
import type { Span } from '../text/mapped-text.js'
import { partsOf, relationOf } from '../sql/sql.js'
import { nodeIn, nodesIn, textIn } from '../text/tree.js'

/** Something that a command does, in words that a message can hold. */
export interface Change {
  what: string
  place: Span
}

const WRITES = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])
const NEUTRAL =
  /^(SelectStmt|TransactionStmt|VariableSetStmt|VariableShowStmt|ExplainStmt|CopyStmt|PrepareStmt|ExecuteStmt|DeallocateStmt|DeclareCursorStmt|FetchStmt|ClosePortalStmt|DiscardStmt|ListenStmt|UnlistenStmt|CheckPointStmt|DoStmt|CallStmt|LockStmt|ConstraintsSetStmt)$/
/** Functions that change what others see, though they are called in a query. */
const ACTS =
  /^(pg_(cancel|terminate)_backend|pg_reload_conf|pg_switch_wal|pg_promote|pg_stat_reset\w*|setval|lo_unlink)$/

/** What a script of SQL changes; not what it takes back itself, and not temporary tables. */
export function sqlChanges({ statements }: SqlScript): Change[] {
  const temporary = temporaryIn(statements)
  return statements.flatMap((statement) => {
    const what = statement.undone ? null : changeOf(statement, temporary)
    return what === null ? [] : [{ what, place: statement.place }]
  })
}

function changeOf(statement: Statement, temporary: ReadonlySet<string>): string | null {
  const { type, node } = statement
  // EXPLAIN alone runs nothing; with ANALYZE it does.
  if (type === 'ExplainStmt' && !isAnalyzed(node)) return null
  for (const { type: kind, node: write } of partsOf(statement, WRITES)) {
    const relation = relationOf(write['relation'])
    if (relation && !relation.temporary && !temporary.has(relation.name)) return `${verbOf(kind)} \`${relation.name}\``
  }
  for (const { node: call } of partsOf(statement, new Set(['FuncCall']))) {
    const name = textIn(nodeIn(nodesIn(call['funcname']).at(-1)?.['String'])?.['sval'])
    if (ACTS.test(name)) return `\`${name}\``
  }
  if (type === 'CopyStmt' && node['is_from'] === true) {
    const relation = relationOf(node['relation'])
    return relation && !temporary.has(relation.name) ? `copying into \`${relation.name}\`` : null
  }
  const kept = type === 'SelectStmt' ? intoOf(node) : null
  if (kept && !kept.temporary) return `making \`${kept.name}\``
  if (NEUTRAL.test(type)) return null
  const made = relationOf(node['relation']) ?? relationOf(node['view']) ?? intoOf(node)
  if (made && (made.temporary || temporary.has(made.name))) return null
  if (type === 'DropStmt' && droppedBy(statement).every((name) => temporary.has(name))) return null
  return `\`${sqlWords(type)}\``
}

function isAnalyzed(node: Statement['node']): boolean {
  return nodesIn(node['options']).some((option) => nodeIn(option['DefElem'])?.['defname'] === 'analyze')
}

/** The tables that a script makes for itself alone. */
function temporaryIn(statements: readonly Statement[]): ReadonlySet<string> {
  const made = statements.flatMap(({ node }) => [relationOf(node['relation']), intoOf(node)])
  return new Set(made.filter((relation) => relation?.temporary).map((relation) => relation?.name ?? ''))
}

/** The table that a query fills: `create table as`, `select into`. */
function intoOf(node: Statement['node']): ReturnType<typeof relationOf> {
  return relationOf(nodeIn(node['into'] ?? node['intoClause'])?.['rel'])
}

function verbOf(type: string): string {
  return { InsertStmt: 'inserting into', UpdateStmt: 'updating', DeleteStmt: 'deleting from' }[type] ?? 'merging into'
}

/** `AlterTableStmt` as `alter table`. */
function sqlWords(type: string): string {
  const words = type
    .replace(/Stmt$/, '')
    .replace(/^Create$/, 'CreateTable')
    .replace(/^Index$/, 'CreateIndex')
  return words.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

function droppedBy({ node }: Statement): string[] {
  return nodesIn(node['objects']).map((object) => {
    const items = nodesIn(nodeIn(object['List'])?.['items'])
    return items.map((item) => textIn(nodeIn(item['String'])?.['sval'])).join('.')
  })
}

const DROPS_DATA = /^OBJECT_(TABLE|SCHEMA|MATVIEW|FOREIGN_TABLE|SEQUENCE|EXTENSION|TYPE)$/

/** What a script of SQL destroys for good. */
export function sqlDestruction({ statements }: SqlScript): Change[] {
  const temporary = temporaryIn(statements)
  return statements.flatMap((statement) => {
    const what = statement.undone ? null : destructionOf(statement, temporary)
    return what === null ? [] : [{ what, place: statement.place }]
  })
}

function destructionOf(statement: Statement, temporary: ReadonlySet<string>): string | null {
  const { type, node } = statement
  if (type === 'ExplainStmt' && !isAnalyzed(node)) return null
  if (type === 'DropdbStmt') return '`drop database`'
  if (type === 'DropStmt') {
    const data =
      DROPS_DATA.test(textIn(node['removeType'])) && droppedBy(statement).some((name) => !temporary.has(name))
    return data ? `\`drop ${textIn(node['removeType']).slice(7).toLowerCase().replace('_', ' ')}\`` : null
  }
  if (type === 'TruncateStmt') {
    const names = nodesIn(node['relations']).map((relation) => relationOf(relation)?.name ?? '')
    return names.every((name) => temporary.has(name)) ? null : '`truncate`'
  }
  if (type === 'AlterTableStmt') {
    const drops = nodesIn(node['cmds']).some(
      (command) => nodeIn(command['AlterTableCmd'])?.['subtype'] === 'AT_DropColumn'
    )
    return drops ? '`drop column`' : null
  }
  for (const { type: kind, node: write } of partsOf(statement, new Set(['UpdateStmt', 'DeleteStmt']))) {
    const relation = relationOf(write['relation'])
    if (!relation || relation.temporary || temporary.has(relation.name) || nodeIn(write['whereClause'])) continue
    // An update by what a subquery or a list of rows gives touches those rows alone.
    if (nodesIn(write['fromClause']).length > 0 || nodesIn(write['usingClause']).length > 0) continue
    return `\`${kind === 'UpdateStmt' ? 'update' : 'delete'}\` without \`where\``
  }
  return null
}

/** For each tool the words after its name that change something; options before them are passed over. */
const MUTATIONS: Readonly<Record<string, RegExp>> = {
  kubectl:
    /^(apply|create|delete|edit|patch|replace|scale|autoscale|set|annotate|label|drain|cordon|uncordon|taint|expose|run|rollout (restart|undo|pause|resume))\b/,
  oc: /^(apply|create|delete|edit|patch|replace|scale|set|annotate|label|rollout (latest|undo|cancel))\b/,
  systemctl:
    /^(start|stop|restart|reload|try-restart|reload-or-restart|enable|disable|mask|unmask|kill|isolate|set-property|daemon-reload|reset-failed|reboot|poweroff|halt)\b/,
  service: /^\S+ (start|stop|restart|reload)\b/,
  git: /^(push|pull|commit|merge(?!-)|rebase|reset|revert|cherry-pick|clean|rm|mv|am|apply|add|checkout|switch|restore|gc|prune|stash( (drop|pop|clear|push|save|apply|branch|store))?$|stash (drop|pop|clear|push|save|apply|branch|store)|tag -d|branch -[dD]|remote (add|remove|rm|rename|set-url|prune)|worktree (add|remove|move|prune)|update-ref|filter-branch)\b/,
  docker:
    /^((container |compose )?(rm|stop|start|restart|kill|pause|unpause|up|down|rename|update)|rmi|(volume|image|network|system|container) (rm|prune|create))\b/,
  helm: /^(install|upgrade|rollback|uninstall|delete)\b/,
  terraform: /^(apply|destroy|import|taint|untaint|state (rm|mv|push))\b/,
  'redis-cli':
    /^(set|del|unlink|expire|flushall|flushdb|rename|[lrs]push|lrem|srem|zrem|hdel|hset|config set|failover|shutdown|debug)\b/i,
  vercel: /^(deploy|rollback|promote|redeploy|remove|rm|alias set|env (add|rm))\b/,
  supabase: /^(db (push|reset)|secrets (set|unset)|functions (deploy|delete)|migration (up|repair))\b/,
  npm: /^(publish|unpublish|deprecate|dist-tag (add|rm))\b/
}
const AWS_READS =
  /^\S+ (describe|get|list|head|ls|wait|lookup|search|query|scan|filter|tail|test|validate|estimate|batch-get|presign|help|select|start-query|simulate|generate)/
const ALWAYS = /^(reboot|shutdown|poweroff|halt|mkfs(\.\w+)?|dropdb|createdb|pkill|killall)$/

/** What a call changes outside of the folders that the runbook fills. */
export function callChanges({ name, words, place }: Call): Change | null {
  // Most calls are of programs that only look.
  if (!ALWAYS.test(name) && !OF_FILES.test(name) && !Object.hasOwn(MUTATIONS, name)) return null
  const said = wordsOf(words)
  const change = { what: `\`${[name, ...said.split(' ').slice(0, 2)].join(' ').trim()}\``, place }
  if (ALWAYS.test(name)) return change
  if (words.some(({ value }) => /^--dry-run(=client|=server)?$|^--dryrun$|^--check$/.test(value))) return null
  // What comes from a bucket only reads it.
  if (name === 'aws' && /^s3 (cp|sync)\b/.test(said) && !words.at(-1)?.value.startsWith('s3://')) return null
  if (name === 'aws')
    return said !== '' && !AWS_READS.test(said) && !/^(sts|configure|help)\b/.test(said) ? change : null
  if (name === 'rm' || name === 'truncate' || name === 'shred') return words.some(isForeign) ? change : null
  if (name === 'mv' || name === 'cp')
    return words
      .filter(({ value }) => !value.startsWith('-'))
      .slice(-1)
      .some(isForeign)
      ? change
      : null
  return Object.hasOwn(MUTATIONS, name) && MUTATIONS[name]?.test(said) ? change : null
}

/** Programs whose words are looked at beside those that are known to change something. */
const OF_FILES = /^(aws|rm|truncate|shred|mv|cp)$/

/** A file of somebody else: neither below a folder of an input, nor temporary, nor one that only a run could tell. */
function isForeign({ value }: Word): boolean {
  if (value.startsWith('-') || value === '' || value.startsWith('\0')) return false
  return !/^\$[A-Z]\w*\/./.test(value) && !/^(\/tmp\/|\/dev\/null$|\$TMPDIR\b)/.test(value)
}

/** The words that are not options, with those of options that take one left out where they are well known. */
function wordsOf(words: readonly Word[]): string {
  const plain: string[] = []
  for (let index = 0; index < words.length; index++) {
    const value = words[index]?.value ?? ''
    if (/^(-n|--namespace|--context|-C|--profile|--region|-h|-p|-a|-f|-u|--user|--kubeconfig)$/.test(value)) {
      if (plain.length === 0) index++
    } else if (!value.startsWith('-')) plain.push(value)
    else if (/^-[dD]$/.test(value) && plain.length > 0) plain.push(value)
  }
  return plain.join(' ').replaceAll('\0', '?')
}

/** Addresses at which a POST only asks. */
const ASKS =
  /\/(_?search|_?count|graphql|query|queries|completions|embeddings|responses|introspect|validate|preview|token)\/?(\?|$)/i

/** A request that changes something: one that says so by its method, or that posts with an authorization. */
export function requestChanges({ method, url, authorized, runs, by, place }: Request): Change | null {
  if (!runs || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return null
  // What nobody has signed for is a probe: the endpoint has to refuse it.
  if (method === 'POST' && (!authorized || ASKS.test(url))) return null
  return { what: `\`${by}\` with \`${method}\``, place }
}

/** What a call destroys for good. */
export function callDestruction({ name, words, place }: Call): Change | null {
  const said = (): string => wordsOf(words)
  const options = words.map(({ value }) => value).filter((value) => value.startsWith('-'))
  const has = (form: RegExp): boolean => options.some((option) => form.test(option))
  if (options.some((option) => /^--dry-?run/.test(option))) return null
  switch (name) {
    case 'rm':
      return has(/^-\w*[rR]|^--recursive$/) && words.some((word) => isForeign(word) || word.value.startsWith('\0'))
        ? { what: '`rm -r`', place }
        : null
    case 'kubectl':
    case 'oc':
      // A pod that a controller owns comes back by itself.
      return /^delete\b(?! (pods?|po)\b)(?! pods?\/)/.test(said()) ? { what: `\`${name} delete\``, place } : null
    case 'git':
      if (/^push\b/.test(said()) && (has(/^(-f|--force(-with-lease.*)?|--mirror|--delete)$/) || / \+/.test(said()))) {
        return { what: '`git push --force`', place }
      }
      return /^reset\b/.test(said()) && has(/^--hard$/) ? { what: '`git reset --hard`', place } : null
    case 'redis-cli':
      return /^flush(all|db)\b/i.test(said()) ? { what: `\`${said().split(' ')[0] ?? ''}\``, place } : null
    case 'terraform':
      return /^destroy\b/.test(said()) ? { what: '`terraform destroy`', place } : null
    case 'docker':
      return /^(volume|system) (rm|prune)\b/.test(said()) ? { what: '`docker volume rm`', place } : null
    case 'aws':
      return /^s3 (rb\b|rm\b)|^\S+ (delete|terminate|purge)-/.test(said())
        ? { what: `\`aws ${said().split(' ').slice(0, 2).join(' ')}\``, place }
        : null
    case 'dropdb':
    case 'shred':
      return { what: `\`${name}\``, place }
    default:
      return name.startsWith('mkfs') ? { what: `\`${name}\``, place } : null
  }
}

/** The scripts of SQL that a command runs itself. */
export function runsIn({ sql }: CommandFacts): SqlScript[] {
  return sql.filter(({ runs }) => runs)
}
