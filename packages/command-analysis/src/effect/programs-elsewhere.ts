/**
 * Programs that run others in a container: what stands there is looked into like anything else.
 */
import { isFlag, isOption, mayBeOption, unknown } from './programs-common.js'
import type { ProgramCall, ProgramEffects, ProgramInput, ProgramWord } from './scope.js'

const POD_PLAIN = /^(-[itq]+|--(stdin|tty|quiet)(=true)?|--(namespace|container|context|kubeconfig|cluster)=.*)$/s
const POD_VALUED = /^(-[nc]|--(namespace|container|context|kubeconfig|cluster|request-timeout))$/

/** `kubectl exec pod -- program`; anything else is left to the other one. */
export function orInPod(other: ProgramEffects): ProgramEffects {
  return (call) => {
    const end = call.words.findIndex((word) => isOption(word, /^--$/))
    const before = call.words.slice(0, end === -1 ? undefined : end)
    const said = operandsOf(before, POD_PLAIN, POD_VALUED)
    if (!isOption(said?.words[0], /^exec$/)) return other(call)
    const [name, ...words] = end === -1 ? [] : call.words.slice(end + 1)
    if (said?.words.length !== 2 || said.end !== before.length || !name)
      return unknown(call, 'runs what is not looked into')
    call.elsewhere(name, words, inputOf(call, before))
  }
}

const CONTAINER_PLAIN = /^(-[itT]+|--(interactive|tty|no-TTY)|--(user|workdir|index)=.*)$/s
const CONTAINER_VALUED = /^(-[uw]|--(user|workdir|index))$/
const COMPOSE_VALUED = /^(-[fp]|--(file|project-name|profile|env-file))$/

/** `docker exec container program` and `docker compose exec service program`. */
export function orInContainer(other: ProgramEffects): ProgramEffects {
  return (call) => {
    const isCompose = call.name === 'docker-compose' || isOption(call.words[0], /^compose$/)
    const skipped = isOption(call.words[0], /^(compose|container)$/) ? 1 : 0
    const own = call.words.slice(skipped)
    const lead = isCompose
      ? operandsOf(own, /^--(file|project-name)=.*$/s, COMPOSE_VALUED, 1)
      : operandsOf(own, /^$/, /^$/, 1)
    if (!lead || !isOption(lead.words[0], /^exec$/)) return other(call)
    const rest = own.slice(lead.end)
    const said = operandsOf(rest, CONTAINER_PLAIN, CONTAINER_VALUED, 1)
    const [name, ...words] = said ? rest.slice(said.end) : []
    if (!said || said.words.length !== 1 || !name) return unknown(call, 'runs what is not looked into')
    call.elsewhere(name, words, inputOf(call, isCompose ? [] : rest.slice(0, said.end), isCompose))
  }
}

/** What a program there reads: nothing, what this call reads, or what a person types. */
function inputOf(call: ProgramCall, options: readonly ProgramWord[], isFed = false): ProgramInput {
  const has = (form: RegExp): boolean => options.some((word) => isOption(word, form))
  if (has(/^(-\w*t|--tty)/)) return { type: 'unknown' }
  return isFed || has(/^(-\w*i|--(stdin|interactive))/) ? call.input : { type: 'none' }
}

/** The words before and between options that are known, up to a number of them; null where an option is not known. */
function operandsOf(
  all: readonly ProgramWord[],
  plain: RegExp,
  valued: RegExp,
  most = Infinity
): { words: ProgramWord[]; end: number } | null {
  const words: ProgramWord[] = []
  let index = 0
  for (; index < all.length && words.length < most; index++) {
    const word = all[index]!
    if (mayBeOption(word)) return null
    if (isOption(word, valued)) index++
    else if (!isFlag(word)) words.push(word)
    else if (!isOption(word, plain)) return null
  }
  return { words, end: index }
}
