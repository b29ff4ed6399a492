/**
 * Where a command may write and still only look: below the folder that a pack declares for its evidence, and in what
 * `mktemp` made. A file there belongs to the run; whoever writes anywhere else changes something.
 */

/** Stands in a value for what only a run can tell. */
export const DYNAMIC = '\uE000'
/** Stands in a value for what `mktemp` printed. */
export const TEMPORARY = '\uE001'

/** Stands in a value for a number that only a run can tell. */
export const NUMBER = '\uE004'

/** Stands in a value for a name that a tool gives: it begins with no dash, and holds nothing that a shell reads. */
export const NAME = '\uE005'

/** Stands in a value for what the environment has under a name. */
export function environmentValue(name: string): string {
  return `\uE002${name}\uE003`
}

/** The name under which the environment has a value; null for another value. */
export function environmentName(value: string): string | null {
  return /^\uE002(\w+)\uE003$/.exec(value)?.[1] ?? null
}

/** A text of the script as a value: one that holds what stands for something else is any value. */
export function literalValue(text: string): string {
  return /[\uE000-\uE005]/.test(text) ? DYNAMIC : text
}

const OWN = /^(?:\uE002((?:[A-Z]\w*_)?EVIDENCE_DIR)\uE003|\uE001)(?:\/[^*?[\]{}\uE000-\uE005]*)?$/
const STREAM = /^\/dev\/(?:null|stdout|stderr|tty|fd\/\d+)$/

/** Whether a path is a stream, or certainly lies in a folder of the run. */
export function isOwnPath(path: string): boolean {
  return STREAM.test(path) || (OWN.test(path) && !/(?:^|\/)\.\.?(?:\/|$)|\/\//.test(path))
}

/** The input that names the folder of the run in which a path lies; null for another path. */
export function folderOf(path: string): string | null {
  return OWN.exec(path)?.[1] ?? null
}

/** Whether git would take the folder of a path for a repository, whose settings name programs. */
export function isRepository(path: string): boolean {
  return /(?:^|\/)(?:HEAD|\.git)(?:\/|$)/i.test(path)
}

/** Whether only a run can tell all of a value. */
export function isDynamic(value: string): boolean {
  return /[\uE000-\uE005]/.test(value)
}

/** A value as people write it. */
export function written(value: string): string {
  return value
    .replaceAll(/\uE002(\w+)\uE003/g, '$$$1')
    .replaceAll(/[\uE000\uE004\uE005]/g, '…')
    .replaceAll(TEMPORARY, '$(mktemp)')
}
