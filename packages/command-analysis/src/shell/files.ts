/**
 * What programs do with the files that they are given by name.
 */
import type { FileUse, Word } from '../facts.js'

const READERS = new Set(
  `awk base64 cat cksum cmp comm cut diff egrep fgrep file fold grep gunzip gzip head iconv join jq less md5sum more nl
   od paste psql sed sha1sum sha256sum sha512sum shasum sort source sqlite3 strings tac tail tr uniq wc xxd zcat .`.split(
    /\s+/
  )
)
/** What they do with a file is no reading that fails when it is not there, or tells only whether it is there. */
const TESTERS = new Set(
  '[ [[ test rm rmdir ls stat du chmod chown find realpath readlink basename dirname file echo printf export local declare'.split(
    ' '
  )
)
/** The last file is written, those before it are read. */
const COPIERS = new Set(['cp', 'mv', 'ln', 'install', 'rsync', 'scp'])
/** The first file is a script, which does what it does with the others. */
const RUNNERS = new Set(['node', 'python', 'python3', 'bash', 'sh', 'ruby', 'perl', 'deno', 'bun'])

/** Options by which a program writes the file that follows. */
const WRITING_OPTION: Readonly<Record<string, RegExp>> = {
  curl: /^(-\w*[oDc]|--output|--dump-header|--cookie-jar|--trace|--stderr)$/,
  psql: /^(-o|-L|--output|--log-file)$/,
  sort: /^(-o|--output)$/,
  wget: /^(-O|-o|--output-document)$/,
  jq: /^$/
}
/** Options by which a program reads the file that follows. */
const READING_OPTION: Readonly<Record<string, RegExp>> = {
  curl: /^(-K|--config|-T|--upload-file|-b|--cookie|--cacert|--cert|--key)$/,
  psql: /^(-f|--file)$/
}

/** What each word of a call does with the file that it names, in order; files are those below a folder of an input. */
export function fileUsesOf(name: string, words: readonly Word[]): { path: string; use: FileUse['use']; word: Word }[] {
  const uses: { path: string; use: FileUse['use']; word: Word }[] = []
  const files = words.filter(({ values }) => values.some((value) => pathIn(value) !== null))
  for (const [index, word] of words.entries()) {
    for (const value of word.values) {
      const path = pathIn(value)
      if (path === null) continue
      const option = words[index - 1]?.value ?? ''
      uses.push({ path, use: useOf(name, option, value, files.indexOf(word), files.length), word })
    }
  }
  return uses
}

/** The path in a word such as `$EVIDENCE_DIR/a.txt`, `@$EVIDENCE_DIR/a.txt` or `--file=$EVIDENCE_DIR/a.txt`. */
export function pathIn(value: string): string | null {
  const path = /^(?:-[\w-]+=|@|[\w-]*=@)?(\$[A-Z]\w*\/[^\0]*[^\0/])$/.exec(value)?.[1] ?? null
  return path === null || /[*?$[{\s]/.test(path.slice(1)) ? null : path
}

function useOf(name: string, option: string, value: string, index: number, count: number): FileUse['use'] {
  if (WRITING_OPTION[name]?.test(option) || /^--?(o|out|output)=/.test(value)) return 'write'
  if (READING_OPTION[name]?.test(option) || value.startsWith('@') || value.includes('=@')) return 'read'
  if (TESTERS.has(name)) return 'test'
  if (COPIERS.has(name)) return index === count - 1 ? 'write' : 'read'
  if (READERS.has(name)) return 'read'
  if (RUNNERS.has(name)) return index === 0 ? 'read' : 'test'
  // What is not known may write it; better to miss a reading than to call a right runbook wrong.
  return 'write'
}
