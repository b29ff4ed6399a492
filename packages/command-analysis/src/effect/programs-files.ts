/**
 * Programs that read, filter and keep files.
 */
import { awkActs } from './awk-program.js'
import { DYNAMIC, isOwnPath, NAME, written } from './paths.js'
import {
  changes,
  each,
  filledIn,
  isFlag,
  isOption,
  mayBeOption,
  operands,
  reads,
  readsWith,
  unknown,
  writesTo,
  type Options
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

/** Copies to its last operand. A link would let what is written later go anywhere. */
const copies: ProgramEffects = readsWith(
  { plain: /^(-[fnpuvrRL]+|--(force|no-clobber|preserve|verbose|recursive))$/ },
  (call, files) => {
    // What is moved is gone from where it was.
    if (call.name === 'mv') for (const word of files.slice(0, -1)) writesTo(call, word, 'it moves')
    for (const word of files.slice(-1)) writesTo(call, word, 'it writes to')
    const isDeep = call.words.some(({ values }) => values.some((value) => /^(-\w*[rR]|--recursive)/.test(value)))
    if (isDeep && call.name === 'cp') unknown(call, 'may copy links')
  }
)

/** Notes a change of each file: the first operand is what is done, unless an option says that. */
function alters(isSaid: RegExp): ProgramEffects {
  return (call) => {
    const plain = /^(-[RvcfhHLP]+|--(recursive|verbose|changes|silent|quiet|no-dereference))$/
    const isInOption = call.words.some((word) => isFlag(word) && !isOption(word, plain))
    const [first] = operands(call)
    const files = operands(call).slice(isInOption || !isOption(first, isSaid) ? 0 : 1)
    for (const word of files) writesTo(call, word, `\`${call.name}\` changes`)
    if (files.length === 0) unknown(call)
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
    for (const value of values) call.effects.becomesCode(value, 'a script of `sed` that is made while it runs', place)
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
  if (/[\uE000-\uE005]/.test(text))
    return call.effects.unknown('a program of `awk` that is made while it runs', program.place)
  const acts = awkActs(text)
  if (acts !== null) call.effects.unknown(acts, program.place)
}

const FIND_SAFE =
  /^-(a|and|o|or|not|name|iname|path|ipath|regex|iregex|type|xtype|size|empty|[acm]time|[acm]min|newer\w*|\d+[a-zA-Z]?|user|uid|group|gid|perm|maxdepth|mindepth|depth|mount|xdev|follow|print|print0|printf|ls|prune|quit|true|false|links|inum|samefile|readable|writable|executable|nouser|nogroup|regextype|daystart|noleaf|H|L|P|O\d)$/

const find: ProgramEffects = (call) => {
  for (let index = 0; index < call.words.length; index++) {
    const word = call.words[index]!
    const [value = ''] = word.values
    if (isOption(word, /^-delete$/)) call.effects.changes('`find -delete`', word.place, true)
    else if (isOption(word, /^-(exec|execdir|ok|okdir)$/)) {
      const end = call.words.findIndex(
        (other, at) =>
          at > index && (isOption(other, /^;$/) || (isOption(other, /^\+$/) && isOption(call.words[at - 1], /\{\}/)))
      )
      const [name, ...words] = call.words.slice(index + 1, end === -1 ? undefined : end)
      if (name)
        call.run(
          name,
          words.map((other) => filledIn(other, ['{}'], `./${DYNAMIC}`)),
          // What it starts reads what it would have read itself, but for the two that ask.
          isOption(word, /^-ok/) ? { type: 'none' } : call.input
        )
      else unknown(call)
      if (end !== -1) index = end
    } else if (isFlag(word) ? !isOption(word, FIND_SAFE) : mayBeOption(word) || word.values.includes(NAME))
      call.effects.unknown(`\`find ${written(value)}\` is not known to only read`, word.place)
  }
}

/** Reads a file and writes the next one. */
function secondIsWritten(options: Options): ProgramEffects {
  return readsWith(options, (call, words) => {
    for (const word of words.slice(1)) writesTo(call, word, 'it writes to')
    if (words[0]?.splits === true) unknown(call)
  })
}

const packs: ProgramEffects = (call) => {
  const isShown = call.words.some((word) =>
    isOption(word, /^(-[cdfklqtv0-9]*[clt][cdfklqtv0-9]*|--(stdout|list|test))$/)
  )
  const isPlain = call.words.every((word) => !mayBeOption(word) && (!isFlag(word) || isOption(word, PACKS_SAFE)))
  if (operands(call).length > 0 && !(isShown && isPlain)) changes(call)
}
const PACKS_SAFE = /^(-[cdfklqtv0-9]+|--(stdout|list|test|decompress|keep|quiet|force)|--)$/

const tee: ProgramEffects = readsWith({ plain: /^(-[aip]+|--(append|ignore-interrupts))$/ }, (call, words) => {
  for (const word of words) writesTo(call, word, '`tee` writes to')
})

/** A file of which nobody knows: but for an own folder, it is made where the text says. */
const temporary: ProgramEffects = (call) => {
  const isPlain = call.words.every((word) => isOption(word, /^(-[dqu]+|-t|[\w.-]*X{3,})$/))
  if (!isPlain) unknown(call, 'makes a file where only a run can tell')
}

const dates: ProgramEffects = readsWith(
  {
    plain:
      /^(-[uR]+|-u?I(date|hours|minutes|seconds|ns)?|--(utc|universal|rfc-email|iso-8601(=\w+)?|rfc-3339=\w+)|--(date|reference)=.*|-[dr].+)$/s,
    valued: /^-u?[dr]$/
  },
  (call, words) => {
    if (words.some((word) => !isOption(word, /^\+/))) unknown(call, 'may set the clock')
  }
)

export const fileEffects: readonly [string, ProgramEffects][] = [
  ...each(
    `cat head tail wc cut tr grep egrep fgrep zgrep comm cmp diff ls stat du df  basename dirname realpath readlink nl od
     hexdump strings tac rev paste join fold fmt column expand unexpand cksum sum md5sum sha1sum sha224sum sha256sum sha384sum
     sha512sum shasum b2sum base32 seq sleep uname id whoami who w uptime ps pgrep free vmstat iostat mpstat lsof 
     netstat printenv which nproc arch getent locale getconf tty groups logname lscpu lsblk lsmod findmnt zcat bzcat xzcat
     jq  numfmt factor pr tsort look     pstree pmap  last `,
    reads
  ),
  [
    'sort',
    readsWith({
      plain:
        /^(-[bcCdfghiMnRrsuVzm]+|-[bdfghiMnRrsuVz]*[kt].+|-[bdfghiMnRrsuVz]*S\w+|--(numeric-sort|reverse|unique|stable|version-sort|human-numeric-sort|ignore-case|check|parallel=\d+|key=.*|field-separator=.*))$/,
      valued: /^(-[bdfghiMnRrsuVz]*[kt]|--(key|field-separator))$/
    })
  ],
  [
    'yq',
    readsWith({
      plain: /^(-[rejMCnNPy]+|--(raw-output|exit-status|no-colors|null-input|prettyPrint|yaml-output))$/,
      valued: /^(-[op]|--(output-format|input-format|arg|argjson))$/
    })
  ],
  ['date', dates],
  ['mktemp', temporary],
  ['file', readsWith({ plain: /^-[bhikLsz]+$/ })],
  ['base64', readsWith({ plain: /^(-[dDi]+|-w\d+|--(decode|ignore-garbage|wrap=\d+))$/, valued: /^-[wi]$/ })],
  ['iconv', readsWith({ plain: /^(-[cl]|-[ft].+|--(from-code|to-code)=.*)$/, valued: /^-[ft]$/ })],
  ['zstdcat', readsWith({ plain: /^-[fqv]+$/ })],
  [
    'ss',
    readsWith({
      plain: /^(-[46abeHilmnopOrstTuwxZ]+|--(tcp|udp|listening|numeric|processes|all|summary))$/,
      valued: /^-[fF]$/
    })
  ],
  ['nm', readsWith({ plain: /^-[aCDgnopu]+$/ })],
  ['blkid', readsWith({ plain: /^-[kl]$/, valued: /^-[osLU]$/ })],
  [
    'hostname',
    readsWith({ plain: /^(-[AadfIiys]+|--(all-ip-addresses|fqdn|short|domain|ip-address))$/ }, (call, words) => {
      if (words.length > 0) changes(call)
    })
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
  [
    'uniq',
    secondIsWritten({ plain: /^(-[cdDiuz]+|-[fsw]\d+|--(count|repeated|unique|ignore-case))$/, valued: /^-[fsw]$/ })
  ],
  [
    'xxd',
    secondIsWritten({
      plain: /^-(p|ps|plain|u|b|i|r|e|a|E|C|r -p|[clsgo]\d+)$/,
      valued: /^-(c|cols|l|len|s|seek|g|o)$/
    })
  ],
  ['sed', sed],
  ...each('awk gawk mawk nawk', awk),
  ['find', find],
  ['tee', tee],
  ...each('rm rmdir unlink shred', removes),
  ...each('cp mv', copies),
  ...each('ln install', (call) => {
    for (const word of operands(call).slice(-1)) writesTo(call, word, 'it makes')
    unknown(call, 'makes what leads elsewhere')
  }),
  ['chmod', alters(/^([0-7]+|[ugoa]*[-+=][ugorwxXst]*(,[ugoa]*[-+=][ugorwxXst]*)*)$/)],
  ...each('chown chgrp', alters(/^[\w.$:\uE000-\uE005-]+$/)),
  ...each('chattr setfacl', alters(/^$/)),
  ['truncate', alters(/^$/)],
  [
    'split',
    readsWith({ plain: /^(-d|-[albCn]\d+\w*)$/, valued: /^-[albCn]$/ }, (call, words) =>
      words[1] && words.length === 2 ? writesTo(call, words[1], 'it writes to') : changes(call)
    )
  ],
  ...each('gzip bzip2 xz zstd gunzip bunzip2 unxz', packs),
  [
    'tar',
    (call) =>
      isOption(call.words[0], /^(-?t[vzjJf]*|--list)$/) &&
      // A name with a colon is on another machine, and options may run something.
      call.words
        .slice(1)
        .every(
          (word) => !mayBeOption(word) && (!isFlag(word) || isOption(word, /^-[zjJv]$/)) && isOption(word, /^[^:]*$/)
        )
        ? undefined
        : unknown(call)
  ],
  ...each('dd mkfs mkswap wipefs umount swapoff fstrim', (call) =>
    call.words.length === 0 ? undefined : changes(call, true)
  )
]
