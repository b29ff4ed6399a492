/**
 * What belongs to the shell itself.
 */
import { each, isOption, operands, reads, readsWith, unknown, writesTo, type Options } from './programs-common.js'
import type { ProgramCall, ProgramEffects } from './scope.js'

/** `declare`, `export` and the like: assignments are looked at where they stand. */
const declares: ProgramEffects = (call) => {
  for (const { values, splits, place } of call.words) {
    if (splits || values.some((value) => !/^(-[aAfFgilnprtux]+|[A-Za-z_]\w*)$/.test(value)))
      call.effects.unknown(`\`${call.name}\` is given what only a run can tell`, place)
    else if (values.some((value) => /^-\w*[ni]/.test(value)))
      call.effects.unknown('a name that stands for another variable, or for what is counted with', place)
  }
}

/** Code that runs here may give values to what stands around it, which is not looked at together. */
function setsNothing(call: ProgramCall, code: string): void {
  if (
    /[=(]|\b(read|mapfile|readarray|printf|unset|declare|local|export|typeset|readonly|getopts|let|for|select|alias|hash|set|cd)\b/.test(
      code
    )
  )
    unknown(call, 'sets what stands around it')
}

/** The text in a word, run as code. */
function runsText(call: ProgramCall): void {
  const [word, ...more] = call.words
  if (word?.code && more.length === 0 && word.values.length === 1) {
    call.shell(word.code)
    setsNothing(call, word.code.text)
  } else unknown(call, 'runs a text that is made while it runs')
}

/** `shopt`: some options change how code is read. */
const shellOptions: ProgramEffects = (call) => {
  const isFine = call.words.every((word) =>
    isOption(
      word,
      /^(-[suqp]+|nullglob|failglob|globstar|dotglob|extglob|nocasematch|inherit_errexit|lastpipe|pipefail)$/
    )
  )
  if (!isFine) unknown(call)
}

const sets: ProgramEffects = (call) => {
  const isFine = call.words.every((word) =>
    isOption(
      word,
      /^([-+][eufxCvbnmE]+|[-+][euxE]*o|pipefail|errexit|nounset|noclobber|noglob|xtrace|verbose|posix|--)$/
    )
  )
  if (!isFine && !isOption(call.words[0], /^--$/)) unknown(call)
}

const traps: ProgramEffects = (call) => {
  const [word] = operands(call)
  if (!word || isOption(word, /^-?$/)) return
  if (!word.code || word.values.length !== 1) return unknown(call, 'runs a text that is made while it runs')
  call.shell(word.code)
  // At the end of the script nobody sees what it sets.
  if (
    operands(call)
      .slice(1)
      .some((signal) => !isOption(signal, /^(EXIT|0|INT|TERM|HUP|QUIT|2|15|1|3)$/))
  )
    setsNothing(call, word.code.text)
}

/** `read` and the like: a name with a subscript is code, and so is what `mapfile -C` calls. */
function fills(valued: RegExp, plain: RegExp): ProgramEffects {
  return readsWith({ valued, plain }, (call, words) => {
    for (const { values, place } of words)
      if (values.some((value) => !/^\w+$/.test(value)))
        call.effects.unknown(`\`${call.name}\` fills what only a run can tell`, place)
  })
}

/** `printf -v name`. */
const prints: ProgramEffects = (call) => {
  const [first] = call.words
  const name = isOption(first, /^-v$/) ? call.words[1]?.values : first?.values.map((value) => value.replace(/^-v/, ''))
  if (!first || !first.values.some((value) => /^-./.test(value)) || isOption(first, /^--$/)) return
  if (!isOption(first, /^-v/) || name?.some((value) => !/^\w+$/.test(value)))
    unknown(call, 'fills what only a run can tell')
}

/** Names that are looked at: one with a subscript is code. */
const tests: ProgramEffects = ({ name, words, effects }) => {
  for (const [index, { values, place }] of words.entries()) {
    const before = words[index - 1]
    if (
      before &&
      before.values.some((value) => /^(-[vR]|\uE000)/.test(value)) &&
      values.some((value) => !/^(\w*|[\])=!<>]+|-\w+)$/.test(value))
    )
      effects.unknown(`\`${name} -v\` is given a name that may hold code`, place)
  }
}

const unsets: ProgramEffects = readsWith({ plain: /^-v$/ }, (call, words) => {
  for (const { values, place } of words)
    if (values.some((value) => !/^\w+$/.test(value))) call.effects.unknown('a name that may hold code', place)
})

function makes(options: Options): ProgramEffects {
  return readsWith(options, (call, words) => {
    for (const word of words) writesTo(call, word, 'it makes')
  })
}

export const builtinEffects: readonly [string, ProgramEffects][] = [
  ...each(
    ': true false echo pwd cd exit return break continue shift umask times dirs pushd popd help type caller expr',
    reads
  ),
  ['printf', prints],
  ...each('test [', tests),
  ['unset', unsets],
  ['wait', readsWith({ plain: /^-n$/ })],
  ['jobs', readsWith({ plain: /^-[lnprs]+$/ })],
  ['hash', readsWith({ plain: /^-r$/ })],
  ['compgen', readsWith({ plain: /^-[abcdefgjksuv]+$/ })],
  [
    'getopts',
    (call) => (call.words.every(({ values, splits }) => !splits && values.length === 1) ? undefined : unknown(call))
  ],
  ...each('declare typeset local export readonly', declares),
  ['read', fills(/^-([adintuNp]|[rs]*[adintuNp])$/, /^-([ers]+|[tnN]\d+)$/)],
  ...each('mapfile readarray', fills(/^-t?[dnOsu]$/, /^-t$/)),
  ['eval', runsText],
  ['trap', traps],
  ['set', sets],
  ['shopt', shellOptions],
  ['let', (call) => unknown(call, 'counts with texts')],
  ['ulimit', reads],
  ...each('alias unalias enable source . history fc bind logout suspend disown bg fg', (call) => unknown(call)),
  ['mkdir', makes({ plain: /^(-[pv]+|--(parents|verbose|mode=\d+))$/, valued: /^-[pv]*m$/ })],
  ['touch', makes({ plain: /^-[acmh]+$/, valued: /^-[dtr]$/ })]
]
