import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import { visible } from './visible.js'

/**
 * What changes in a file, as `git apply` and `patch -p1` read it, with the control characters of the file made visible.
 * @param path Path of the file, relative to where the diff is applied.
 * @param before The text as it is.
 * @param after The text as it shall be.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY }
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, options)
  return patch.split('\n').map(shown).join('\n')
}

/** A carriage return at the end of a line does no harm to a terminal, and a patch needs it; tabs likewise. */
function shown(line: string): string {
  const end = line.endsWith('\r') ? '\r' : ''
  return (
    line
      .slice(0, line.length - end.length)
      .split('\t')
      .map(visible)
      .join('\t') + end
  )
}
