/** What was asked for cannot be done: wrong arguments, wrong configuration, nothing there. Told in its own words. */
export class UsageError extends Error {
  /** What to do instead, in one sentence. */
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.name = 'UsageError'
    this.hint = hint
  }
}

/**
 * Whether an error says that what was asked for cannot be done. By its name: of this class there is one in each file that was bundled
 * by itself.
 */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError' && 'hint' in error
}

const MAY = 'See who may read and write there.'
const ROOM = 'Make room there, or name another place.'
const OTHER = 'Look at what lies there, and put what is expected in its place.'
const DISK = 'Look at the disk or the network drive on which it lies, then try again.'

/** What a machine refuses, by the code of Node: what is wrong, and what to do. */
const REFUSALS: Readonly<Record<string, readonly [what: string, help: string]>> = {
  EACCES: ['you may not read or write it', MAY],
  EPERM: ['that is not allowed', MAY],
  EROFS: ['it lies on a disk that cannot be written', MAY],
  ENOSPC: ['no space is left', ROOM],
  EDQUOT: ['your share of the disk is used up', ROOM],
  EFBIG: ['it would become larger than files may be', ROOM],
  EISDIR: ['it is a folder', OTHER],
  ENOTDIR: ['it is not a folder, or lies below what is not one', OTHER],
  EEXIST: ['it is there already', OTHER],
  ENXIO: ['it is a pipe or device that nothing answers', OTHER],
  ELOOP: ['it is a symbolic link, and links are not followed here', 'Put the file itself in its place.'],
  ENAMETOOLONG: ['its name is too long', 'Give a shorter one.'],
  EMFILE: ['too many files are open', 'Raise the limit of open files (ulimit -n), then try again.'],
  ENFILE: ['too many files are open on this machine', 'End what keeps them open, then try again.'],
  EIO: ['it cannot be read or written', DISK],
  ESTALE: ['it is not there any more as it was opened', DISK],
  EBUSY: ['something else uses it', 'End what uses it, then try again.']
}

/** Whether the machine refused something: no fault of a program, nor of a pack. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code) in REFUSALS
}

/**
 * What the machine refused, and what to do about it, in two lines.
 * @param error What was refused.
 */
export function refusalText(error: Error): string {
  const { code, path } = error as Error & { code?: unknown; path?: unknown }
  const known = REFUSALS[String(code)]
  const [what, help] = known ?? ['', 'See who may write there, and whether there is room.']
  return `${known && typeof path === 'string' ? `${path}: ${what}.` : error.message}\n${help}\n`
}
