/**
 * What names that a script of JavaScript does not make itself may do: those that every script has, and the members of modules.
 */
import type { Span } from '../text/mapped-text.js'
import type { Effects } from './effects.js'

/** Names that every script has, and that only compute or print. */
export const GLOBALS = new Set(
  `console JSON Math Object Array Map Set WeakMap WeakSet String Number Boolean BigInt Date RegExp Promise Symbol Intl URL
   URLSearchParams AbortSignal AbortController TextEncoder TextDecoder Buffer structuredClone setTimeout clearTimeout
   setInterval clearInterval parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI
   Error TypeError RangeError SyntaxError undefined NaN Infinity process fetch performance Response Headers Uint8Array
   Int32Array Float64Array ArrayBuffer DataView Iterator crypto`.split(/\s+/)
)

/** Members of modules that only look. */
const MODULES: Readonly<Record<string, RegExp>> = {
  fs: /^(readFileSync|existsSync|statSync|lstatSync|readdirSync|accessSync|realpathSync|readlinkSync|constants|createReadStream)$/,
  'fs/promises': /^(readFile|stat|lstat|readdir|access|realpath|readlink|constants)$/,
  path: /./,
  url: /./,
  util: /^(?!inherits$)/,
  process:
    /^(env|argv|exit|exitCode|stdout|stderr|stdin|version|versions|platform|hrtime|uptime|memoryUsage|pid|cwd|arch)$/,
  crypto: /^(createHash|createHmac|randomUUID|randomBytes|timingSafeEqual|webcrypto|hash)$/,
  os: /^(hostname|platform|cpus|totalmem|freemem|loadavg|uptime|EOL|tmpdir|homedir|userInfo|release|arch|networkInterfaces)$/,
  timers: /./,
  'timers/promises': /./,
  readline: /./,
  'readline/promises': /./,
  assert: /./,
  events: /./,
  stream: /^(Readable|pipeline)$/,
  string_decoder: /./,
  dns: /^(lookup|resolve\w*|promises|reverse)$/,
  'dns/promises': /./,
  perf_hooks: /./,
  querystring: /./
}

/** Members by which a script could reach what nobody allowed. */
export const REACHES =
  /^(constructor|__proto__|prototype|__defineGetter__|binding|dlopen|mainModule|_load|getBuiltinModule|kill|chdir|setuid|setgid|abort|report|execve|loadEnvFile|getPrototypeOf|setPrototypeOf|getOwnPropertyDescriptors?|getThis|getFunction|prepareStackTrace|__lookupGetter__)$/

/** Members that remove files. */
export const DELETES = /^(rm|rmSync|rmdir|rmdirSync|unlink|unlinkSync|truncate|truncateSync)$/
/** Members that may write files or to a stream. */
export const WRITES =
  /^(writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|mkdir|mkdirSync|copyFile|copyFileSync|cp|cpSync|rename|renameSync|symlink|symlinkSync|chmod|chmodSync|chown|chownSync|open|openSync|write|writeSync)$/
/** Members that start programs. */
export const RUNS = /^(exec|execSync|execFile|execFileSync|spawn|spawnSync|fork)$/
/** They read a file, unless their options open it for writing. */
export const READERS = /^(readFileSync|createReadStream|readFile)$/
/** They may write a file of the run. */
export const OWN_WRITERS = /^(writeFileSync|appendFileSync|mkdirSync)$/

/** Notes a module that is not known to only look; the empty name is one that only a run can tell. */
export function noteModule(effects: Effects, module: string, place: Span): void {
  if (module === 'child_process') effects.unknown('it runs other programs', place)
  else if (module === '') effects.unknown('a module that only a run can tell', place)
  else if (!isKnownModule(module)) effects.unknown(`\`${module}\` is a module that is not known to only look`, place)
}

/** Whether it is known which members of a module only look. */
export function isKnownModule(module: string): boolean {
  return Object.hasOwn(MODULES, module)
}

/** Notes a member of a module that is not known to only look. */
export function noteMember(effects: Effects, module: string, name: string, place: Span): void {
  if (isKnownModule(module) && MODULES[module]?.test(name) === true && !REACHES.test(name)) return
  if (module.startsWith('fs') && name === 'promises') return
  if (module.startsWith('fs') && DELETES.test(name)) effects.changes(`\`${name}\` removes files`, place, true)
  else effects.unknown(`\`${module}.${name}\` is not known to only look`, place)
}
