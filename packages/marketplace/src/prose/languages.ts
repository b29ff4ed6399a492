/**
 * What stands out in the languages that a runbook runs. A text is taken apart from left to right by one expression each, whose
 * groups are the classes; words that belong to the language are told from a list.
 *
 * Each expression is linear: what opens and does not close goes to the end of the text or of the line, and what is looked for
 * around a sign is bounded.
 */

/** What of a code stands out. */
export type CodeClass = 'comment' | 'string' | 'number' | 'keyword' | 'name'

export interface Language {
  /**
   * Groups: those of `CodeClass`; `word` for what may be a word of the language, `other` for what is passed over, `body` for a
   * text inside of the text, of the language that `tag` names.
   */
  tokens: RegExp
  /** Words of the language. */
  words: ReadonlySet<string>
  /** How words are looked up, where case does not count. */
  fold?: (word: string) => string
  /** What stands out in a string. */
  inString?: RegExp
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''))

/** One expression out of parts. */
const tokens = (...parts: readonly RegExp[]): RegExp => new RegExp(any(...parts), 'gu')

const NUMBER = /(?<number>\b\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?\b)/
const BLOCK_COMMENT = /\/\*[^]*?(?:\*\/|$)/
const DOUBLE = /"[^"\\]*(?:\\[^][^"\\]*)*"?/
const DOUBLE_ON_LINE = /"[^"\\\n]*(?:\\[^][^"\\\n]*)*"?/
const SINGLE_ON_LINE = /'[^'\\\n]*(?:\\[^][^'\\\n]*)*'?/
const TEMPLATE = /`[^`\\]*(?:\\[^][^`\\]*)*`?/
/** A division has an operand before it. */
const REGEXP =
  /(?<=[=(,:;!&|?{}[\n]\s?|\breturn\s)\/(?![*/\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.){0,100}\]){1,200}\/[a-z]*/
const any = (...parts: readonly RegExp[]): string => parts.map(({ source }) => source).join('|')
const group = (name: string, ...parts: readonly RegExp[]): RegExp => new RegExp(`(?<${name}>${any(...parts)})`)

const VARIABLE = /\$(?:\w+|[@*#?$!-]|\{[^}\n]*\}?)/

const bash: Language = {
  tokens: tokens(
    /(?<other>\\[^])/,
    /(?<comment>(?<![^\s;|&()])#[^\n]*)/,
    /<<-?[ \t]?["']?(?<tag>[A-Za-z_]\w*)["']?[^\n]*(?<body>[^]*?)(?=\n[ \t]*\k<tag>(?!\w)|$)/,
    group('string', /\$?'[^']*'?/, DOUBLE),
    group('name', VARIABLE, /\b[A-Za-z_]\w*(?=\+?=)/),
    /(?<word>[-./]{0,3}[A-Za-z_][\w./-]*)/,
    NUMBER
  ),
  inString: tokens(/\\[^]/, group('name', VARIABLE)),
  words:
    words(`if then else elif fi for while until do done case esac in function select time local export readonly declare
    typeset set unset shift trap return exit break continue eval exec source test read printf echo cd true false wait
    umask getopts command kill sleep type`)
}

const javascript: Language = {
  tokens: tokens(
    group('comment', /\/\/[^\n]*/, BLOCK_COMMENT, /^#![^\n]*/),
    group('string', DOUBLE_ON_LINE, SINGLE_ON_LINE, TEMPLATE, REGEXP),
    /(?<word>[A-Za-z_$][\w$]*)/,
    NUMBER
  ),
  words: words(`async await break case catch class const continue default delete do else export extends finally for from
    function if import in instanceof let new of return static super switch this throw try typeof var void while yield
    null undefined true false`)
}

const json: Language = {
  tokens: tokens(
    /(?<name>"[^"\\\n]*(?:\\.[^"\\\n]*)*"(?=\s{0,20}:))/,
    group('string', DOUBLE_ON_LINE),
    /(?<word>[A-Za-z]+)/,
    /(?<number>-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)/
  ),
  words: words('true false null')
}

const python: Language = {
  tokens: tokens(
    /(?<comment>#[^\n]*)/,
    group('string', /"{3}[^]*?(?:"{3}|$)/, /'{3}[^]*?(?:'{3}|$)/, DOUBLE_ON_LINE, SINGLE_ON_LINE),
    /(?<name>(?<=^|\n)[ \t]{0,40}@[\w.]+)/,
    /(?<word>[A-Za-z_]\w*)/,
    NUMBER
  ),
  words:
    words(`and as assert async await break class continue def del elif else except finally for from global if import
    in is lambda match nonlocal not or pass raise return try while with yield None True False self print`)
}

const sql: Language = {
  tokens: tokens(
    group('comment', /--[^\n]*/, BLOCK_COMMENT),
    // Variables of psql and of a prepared statement, and commands of psql.
    /(?<name>(?<!:):(?:"[^"\n]*"?|'[^'\n]*'?|[A-Za-z_]\w*)|\$\d+|(?<=^|\n)\\[A-Za-z_?!]+)/,
    /(?<string>\$(?<quote>[A-Za-z_]*)\$[^]*?(?:\$\k<quote>\$|$)|'[^']*'?)/,
    /(?<other>"[^"\n]*"?)/,
    /(?<word>[A-Za-z_]\w*)/,
    NUMBER
  ),
  fold: (word) => word.toLowerCase(),
  words:
    words(`add all alter analyze and any array as asc begin between bigint boolean by cascade case cast check coalesce
    column commit constraint copy count create cross current_date current_timestamp database date default delete desc
    distinct do drop else end except exists explain extract false filter first for foreign from full function grant group
    having if ilike in index inner insert int integer intersect interval into is join json jsonb key last lateral left like
    limit lock materialized max min not now null nulls numeric of offset on only or order outer over partition policy primary
    references refresh reindex rename replace reset returning returns revoke right role rollback row rows savepoint schema
    select set show sum table temp temporary text then time timestamp timestamptz to transaction trigger true truncate union
    unique update using uuid vacuum values varchar view when where window with within`)
}

/** Languages by the names that texts and endings of files give them. */
export const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ...['bash', 'sh', 'shell'].map((name) => [name, bash] as const),
  ...['js', 'mjs', 'cjs', 'javascript'].map((name) => [name, javascript] as const),
  ...['py', 'python'].map((name) => [name, python] as const),
  ['json', json],
  ['sql', sql]
])
