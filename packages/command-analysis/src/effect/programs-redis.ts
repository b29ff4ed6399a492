/**
 * redis-cli: which commands of Redis only look, and which scripts of Lua.
 */
import { isDynamic } from './paths.js'
import { bare, each, isFlag, isOption, shows, unknown, type Form } from './programs-common.js'
import { tool } from './programs-tools.js'
import type { ProgramEffects, ProgramWord } from './scope.js'

/** Commands that read data. */
const DATA =
  'get|mget|exists|ttl|pttl|expiretime|pexpiretime|type|keys|scan|strlen|getrange|getbit|bitcount|bitpos|llen|lrange|lindex|lpos|hget|hgetall|hmget|hlen|hkeys|hvals|hscan|hexists|hstrlen|hrandfield|smembers|sismember|smismember|scard|sscan|srandmember|sdiff|sinter|sintercard|sunion|zrange|zrangebyscore|zrangebylex|zrevrange|zrevrangebyscore|zcard|zscore|zmscore|zrank|zrevrank|zcount|zlexcount|zscan|zrandmember|sort_ro|xlen|xrange|xrevrange|xpending|dbsize|time'
const LOOKS = new RegExp(
  String.raw`^(${DATA}|info|ping|eval_ro|xinfo \S+|memory (usage|stats|doctor)|slowlog (get|len)|client (list|info|getname|id)|config get|cluster (info|nodes|slots|shards)|latency (latest|history|doctor)|object (encoding|idletime|freq|refcount)|command( count| info)?|lastsave|role|echo|pubsub \S+|acl (whoami|list|cat)|module list)\b`,
  'i'
)

/** A call of Redis in a script, whose command stands there as a text. */
const LUA_READS = new RegExp(String.raw`^\.p?call\(\s*(['"])(${DATA})\1\s*[,)]`, 'i')
/** What reaches Redis by another name, makes code, or may never end. */
const LUA_REFUSED =
  /\b(_G|_ENV|getfenv|setfenv|load|loadstring|loadfile|dofile|require|package|debug|rawget|rawset|getmetatable|setmetatable|newproxy|coroutine|dump|while|repeat|goto)\b/
const LUA_LOOPS =
  /^for\s+(\w+(\s*,\s*\w+)*\s+in\s+i?pairs\(|\w+\s*=\s*\d{1,6}\s*,\s*(#\w+|\d{1,6})(\s*,\s*[1-9]\d*)?\s+do\b)/

/**
 * Whether a script of Lua only reads: `EVAL_RO` refuses what writes data, yet not what changes the server, so that each
 * command has to stand in the text.
 */
export function luaReads(text: string): boolean {
  if (isDynamic(text) || LUA_REFUSED.test(text)) return false
  const calls = [...text.matchAll(/\b(?:redis|server|keydb|valkey)\b/gi)]
  const loops = [...text.matchAll(/\bfor\b/g)]
  return (
    calls.every(({ index, 0: name }) => {
      const rest = text.slice(index + name.length)
      return LUA_READS.test(rest) || /^\.(error|status)_reply\(/.test(rest)
    }) && loops.every(({ index }) => LUA_LOOPS.test(text.slice(index)))
  )
}

/** What the client itself looks through, without a command. */
const LOOKS_THROUGH = /^--(scan|bigkeys|memkeys|hotkeys|stat|latency|latency-history|latency-dist)$/
const looksThrough: Form = {
  ...bare(
    /^(-[c346]|--(raw|no-raw|csv|json|tls|insecure|no-auth-warning|scan|bigkeys|memkeys|hotkeys|stat|latency|latency-history|latency-dist))$/,
    LOOKS_THROUGH
  ),
  valued: /^(-[hpsauntiD]|--(pattern|count|type|memkeys-samples|user|pass|cacert|cert|key|sni))$/
}

const redis: ProgramEffects = (call) => {
  if (call.words.some((word) => isOption(word, LOOKS_THROUGH))) return shows([looksThrough])(call)
  if (call.words.length === 0 || (call.input.type !== 'none' && call.words.every((word) => isFlag(word))))
    return unknown(call, 'runs what it reads')
  for (const [index, { values }] of call.words.entries())
    if (values.some((value) => /^eval_ro$/i.test(value)) && !isReading(call.words[index + 1]))
      return unknown(call, 'runs a script that is not known to only read')
  tool({
    looks: LOOKS,
    valued: /^(-h|-p|-s|-a|-u|-n|-t|-d|-D|--user|--pass|--cacert|--cert|--key|--sni)$/,
    plain: /^(-c|-3|-2|--raw|--no-raw|--csv|--json|--tls|--insecure|--no-auth-warning|-e|-4|-6)$/,
    unsafe: /^(-x|-X|--eval|--pipe|--rdb|--functions-rdb|--cluster|-r|-i|--ldb|--lru-test)/
  })(call)
}

function isReading(script: ProgramWord | undefined): boolean {
  return script !== undefined && !script.splits && script.values.every((value) => luaReads(value))
}

export const redisEffects: readonly [string, ProgramEffects][] = each('redis-cli valkey-cli keydb-cli', redis)
