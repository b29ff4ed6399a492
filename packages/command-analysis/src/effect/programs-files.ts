/**
 * Programs that read, filter and keep files.
 */
import { isOwnPath, written } from './paths.js'
import {
  changes,
  dynamicOption,
  each,
  isFlag,
  isOption,
  mayBeOption,
  operands,
  reads,
  readsUnless,
  unknown,
  writesTo
} from './programs-common.js'
import type { ProgramCall, ProgramEffects } from './scope.js'

/** Removes files: those that the same script made are its own. */
const removes: ProgramEffects = (call) => {
  const isDeep = call.words.some(({ values }) => values.some((value) => /^-\w*[rR]|^--recursive/.test(value)))
  for (const word of operands(call)) {
    const isMade = !isDeep && !word.splits && word.values.every((value) => call.made.has(value) && isOwnPath(value))
    const isTemporary = word.values.every((value) => value.startsWith('\uE001') && isOwnPath(value))
    if (isMade || isTemporary) continue
    for (const value of word.values) {
      const path = written(value)
      if (isOwnPath(value) && !isDeep) call.effects.unknown(`\`${call.name}\` removes \`${path}\``, word.place)
      else call.effects.changes(`\`${call.name}\` removes \`${path}\``, word.place, isDeep || call.name === 'shred')
    }
  }
  if (call.name === 'unlink' || operands(call).length > 0) return
  unknown(call)
}

/** Copies to its last operand, or to the folder that an option names. */
const copies: ProgramEffects = (call) => {
  for (const word of call.words) {
    if (mayBeOption(word)) dynamicOption(call, word)
    if (word.values.some((value) => /^(-t|--target-directory)/.test(value))) unknown(call)
  }
  const files = operands(call)
  // What is moved is gone from where it was.
  if (call.name === 'mv') for (const word of files.slice(0, -1)) writesTo(call, word, 'it moves')
  for (const word of files.slice(-1)) writesTo(call, word, 'it writes to')
}

/** Notes a change of each file that follows the first operand. */
function alters(skip: number): ProgramEffects {
  return (call) => {
    for (const word of operands(call).slice(skip)) writesTo(call, word, `\`${call.name}\` changes`)
  }
}

const SED_SAFE = /^(-[nErsuz]+|--(quiet|silent|regexp-extended|separate|unbuffered|null-data|posix|debug))$/

const sed: ProgramEffects = (call) => {
  const scripts: ProgramCall['words'][number][] = []
  const files: ProgramCall['words'][number][] = []
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    if (word.values.some((value) => /^(-\w*i|--in-place)/.test(value))) return sedInPlace(call)
    if (isOption(word, /^(-[nErsuz]*e|--expression)$/)) {
      const next = call.words[++index]
      if (next) scripts.push(next)
    } else if (isFlag(word) || mayBeOption(word)) {
      if (!isOption(word, SED_SAFE)) return unknown(call, 'has an option that is not known')
    } else files.push(word)
  }
  if (scripts.length === 0) scripts.push(...files.slice(0, 1))
  for (const { values, place } of scripts) {
    // `w` writes a file, `e` runs a command, also behind a substitution.
    const isSafe = values.every(
      (value) =>
        !value.includes('\uE000') &&
        value
          .split(/[;\n]/)
          .every((part) =>
            /^\s*(\d+|\$|\/(?:[^/\\]|\\.)*\/)?\s*(,\s*(\d+|\$|\+\d+|\/(?:[^/\\]|\\.)*\/))?\s*!?\s*(\{?\s*[pdqQ=nNgGhHxDPz]?\d*\s*\}?|s([^\w\s\\])(?:(?!\5)[^\\]|\\.)*\5(?:(?!\5)[^\\]|\\.)*\5[gpiI\d]*\}?|y\/[^/]*\/[^/]*\/)\s*$/.test(
              part
            )
          )
    )
    if (!isSafe) call.effects.unknown('a script of `sed` that may write or run something', place)
  }
}

function sedInPlace(call: ProgramCall): void {
  const files = operands(call)
  const hasScript = call.words.some((word) => isOption(word, /^(-\w*e|--expression)$/))
  for (const word of hasScript ? files : files.slice(1)) writesTo(call, word, '`sed -i` changes')
  if (files.length < 2) unknown(call)
}

const AWK_RUNS = /\bsystem\s*\(|\||\bgetline\b|\bprintf?\b[^;}\n]*>|@|\bfflush\b|\bclose\b/

const awk: ProgramEffects = (call) => {
  let program: ProgramCall['words'][number] | null = null
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    if (isOption(word, /^(-v|-F|--assign|--field-separator)$/)) index++
    else if (isOption(word, /^(-F.|-v\w|--(assign|field-separator)=|--posix$|--traditional$|--re-interval$)/)) continue
    else if (isFlag(word) || mayBeOption(word)) return unknown(call, 'has an option that is not known')
    else {
      program = word
      break
    }
  }
  if (!program) return
  const text = program.values.length === 1 ? program.values[0]! : '\uE000'
  // In patterns and texts these signs do nothing.
  const bare = text
    .replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replaceAll('||', '&&')
    .replaceAll(/(?<=(?:^|[(,!~&{};\n])\s*)\/(?:[^/\\\n]|\\.)*\//g, ' ')
  if (text.includes('\uE000') || text.includes('\uE002'))
    call.effects.unknown('a program of `awk` that is made while it runs', program.place)
  else if (/\bsystem\s*\(/.test(bare)) call.effects.unknown('`awk` runs commands', program.place)
  else if (AWK_RUNS.test(parenthesesGone(bare)))
    call.effects.unknown('`awk` may write a file or run a command', program.place)
}

/** A comparison in parentheses is no redirection. */
function parenthesesGone(text: string): string {
  let before = text
  for (let count = 0; count < 20; count++) {
    const next = before.replaceAll(/\((?:[^()|])*\)/g, ' ')
    if (next === before) return next
    before = next
  }
  return before
}

const FIND_SAFE =
  /^-(a|and|o|or|not|name|iname|path|ipath|regex|iregex|type|xtype|size|empty|[acm]time|[acm]min|newer\w*|\d+[a-zA-Z]?|user|uid|group|gid|perm|maxdepth|mindepth|depth|mount|xdev|follow|print|print0|printf|ls|prune|quit|true|false|links|inum|samefile|readable|writable|executable|nouser|nogroup|regextype|daystart|noleaf|H|L|P|O\d)$/

const find: ProgramEffects = (call) => {
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    const [value = ''] = word.values
    if (isOption(word, /^-delete$/)) call.effects.changes('`find -delete`', word.place, true)
    else if (isOption(word, /^-(exec|execdir|ok|okdir)$/)) {
      const end = call.words.findIndex((other, at) => at > index && isOption(other, /^(;|\+)$/))
      const [name, ...words] = call.words.slice(index + 1, end === -1 ? undefined : end)
      if (name) call.run(name, words.map(found), { type: 'none' })
      else unknown(call)
      if (end !== -1) index = end
    } else if (isFlag(word) ? !isOption(word, FIND_SAFE) : mayBeOption(word))
      call.effects.unknown(`\`find ${written(value)}\` is not known to only read`, word.place)
  }
}

/** `{}` stands for a file that is there: what is done to it is done to what only a run can tell. */
function found(word: ProgramCall['words'][number]): ProgramCall['words'][number] {
  return { ...word, values: word.values.map((value) => value.replaceAll('{}', './\uE000')) }
}

/** The second operand is written. */
const secondIsWritten: ProgramEffects = (call) => writesTo(call, operands(call)[1], 'it writes to')

const packs: ProgramEffects = (call) => {
  const isShown = call.words.some((word) => isOption(word, /^(-\w*[clt]\w*|--(stdout|list|test))$/))
  if (!isShown && operands(call).length > 0) changes(call)
}

const tee: ProgramEffects = (call) => {
  for (const word of call.words) {
    if (mayBeOption(word)) dynamicOption(call, word)
  }
  for (const word of operands(call)) writesTo(call, word, '`tee` writes to')
}

export const fileEffects: readonly [string, ProgramEffects][] = [
  ...each(
    `cat head tail wc cut tr grep egrep fgrep zgrep comm cmp diff ls stat du df file basename dirname realpath readlink nl od
     hexdump strings tac rev paste join fold fmt column expand unexpand cksum sum md5sum sha1sum sha224sum sha256sum sha384sum
     sha512sum shasum b2sum base64 base32 seq sleep uname id whoami who w uptime ps pgrep free vmstat iostat mpstat lsof ss
     netstat printenv which nproc arch getent locale getconf tty groups logname lscpu lsblk lsmod findmnt zcat bzcat xzcat
     zstdcat jq mktemp numfmt factor pr tsort look iconv nm size ldd pstree pmap blkid last lastlog`,
    reads
  ),
  ['sort', readsUnless(/^(-\w*[oT]|--(output|compress-program|temporary-directory))/)],
  ['yq', readsUnless(/^(-\w*[is]|--(inplace|split-exp))/)],
  [
    'date',
    (call) =>
      call.words.every(({ values }) =>
        values.every(
          (value) =>
            /^(-[uRI]\w*|--(utc|universal|iso-8601|rfc-\w+)(=\w+)?|-[dr]|--(date|reference)(=.*)?|\+.*|-d.*)$/s.test(
              value
            ) || !/^[-\d\uE000]/.test(value)
        )
      )
        ? undefined
        : readDate(call)
  ],
  [
    'hostname',
    (call) =>
      operands(call).length === 0 &&
      !call.words.some((word) => mayBeOption(word) || isOption(word, /^(-\w*[bF]|--(file|boot))/))
        ? undefined
        : changes(call)
  ],
  [
    'dmesg',
    (call) =>
      call.words.every((word) =>
        isOption(
          word,
          /^(-[HLTkrtuwx]+|--(human|ctime|color\S*|level\S*|facility\S*|kernel|userspace|since|until|follow|nopager))$/
        )
      )
        ? undefined
        : unknown(call)
  ],
  ...each('uniq xxd', secondIsWritten),
  ['sed', sed],
  ...each('awk gawk mawk nawk', awk),
  ['find', find],
  ['tee', tee],
  ...each('rm rmdir unlink shred', removes),
  ...each('cp mv ln install', copies),
  ...each('chmod chown chgrp chattr setfacl', alters(1)),
  ['truncate', alters(0)],
  ['split', (call) => (operands(call)[1] ? writesTo(call, operands(call)[1], 'it writes to') : changes(call))],
  ...each('gzip bzip2 xz zstd gunzip bunzip2 unxz', packs),
  [
    'tar',
    (call) =>
      isOption(call.words[0], /^(-?t[vzjJf]*|--list)$/) &&
      !call.words.some(
        (word) => mayBeOption(word) || isOption(word, /^--(checkpoint-action|to-command|use-compress-program|I)/)
      )
        ? undefined
        : unknown(call)
  ],
  ...each('dd mkfs mkswap fdisk parted wipefs mount umount swapoff swapon fstrim', (call) =>
    call.words.length === 0 ? undefined : changes(call, true)
  )
]

function readDate(call: ProgramCall): void {
  unknown(call, 'may set the clock')
}
