/**
 * Masks secrets that a line further up tells of: the cells below a column that is called `password` (psql, mysql, CSV,
 * kubectl), and the data of a Secret of Kubernetes. Lines are handed on as they come, but for those below such a line,
 * which are held until they are whole.
 */
import { isEncodedText, isSecretBehind, isSecretName, SECRET_FORMS, secretPattern } from '@keys/schema'
import type { OutputFilter } from '../ports.js'

/** Masks a line, or says that it ends the block. */
type Block = (line: string) => string | null

/** Units of a line that are looked at: longer ones are no heading and no row. */
const LONGEST_LINE = 4096

/**
 * Starts to mask in a text that comes in parts.
 * @param marker What stands in place of a secret.
 */
export function createBlocksMasker(marker: string): OutputFilter {
  /** The line that has no end yet; what of it was handed on already is in it too, where no block is open. */
  let line = ''
  let block: Block | null = null

  function take(text: string): string {
    line = line.length > LONGEST_LINE ? line : line + text
    return block === null ? text : ''
  }

  /** Takes the end of a line. */
  function settle(end: string): string {
    const whole = line
    line = ''
    const masked = block?.(whole) ?? null
    const shown = block === null ? end : (masked ?? whole) + end
    if (masked === null) block = whole.length > LONGEST_LINE ? null : blockBelow(whole, marker)
    return shown
  }

  return {
    push(text) {
      let shown = ''
      let at = 0
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
        shown += take(text.slice(at, end)) + settle('\n')
        at = end + 1
      }
      shown += take(text.slice(at))
      if (block === null || line.length <= LONGEST_LINE) return shown
      // No row is so long: what was held goes on, and the block is over.
      block = null
      return shown + line
    },
    end() {
      if (block === null) return ''
      const masked = block(line) ?? line
      line = ''
      return masked
    }
  }
}

/** What a line says of those below it. */
function blockBelow(heading: string, marker: string): Block | null {
  const data = /^(\s*)"?data"?:\s*(\{?)\s*$/.exec(heading)
  if (data !== null) return dataBelow(data[1]?.length ?? 0, marker)
  if (PRIVATE_KEY_LINE.test(heading)) return keyBelow(marker)
  for (const separator of SEPARATORS) {
    const cells = heading.trim().split(separator)
    if (cells.length > 1 && cells.every((cell) => NAME_OF_COLUMN.test(cell)))
      return columnsBelow(cells, separator, marker)
  }
  return null
}

const SEPARATORS = [/ *\| */, /\t/, /[,;]/, / {2,}/]
const NAME_OF_COLUMN = /^"?[\w.-]{0,64}"?$/

/** Rows below the names of columns. */
function columnsBelow(names: readonly string[], separator: RegExp, marker: string): Block | null {
  const secret = names.map((name) => name.replaceAll('"', '').replaceAll(/[.-]/g, '_'))
  if (!secret.some(isColumnOfSecrets)) return null
  return (row) => {
    if (/^[\s+|-]+$/.test(row)) return row
    const inner = row.trim()
    const cells = inner.split(separator)
    if (cells.length !== names.length) return null
    const start = row.indexOf(inner)
    let masked = row.slice(0, start)
    let rest = row.slice(start)
    for (const [index, cell] of cells.entries()) {
      const at = rest.indexOf(cell)
      const value = cell.replaceAll('"', '')
      const name = secret[index] ?? ''
      const isHidden = isColumnOfSecrets(name) && isSecretBehind(name, value)
      masked += rest.slice(0, at) + (isHidden ? cell.replace(value, () => marker) : cell)
      rest = rest.slice(at + cell.length)
    }
    return masked + rest
  }
}

/** A key without another word is that of an object, or a column of a table of keys and values. */
function isColumnOfSecrets(name: string): boolean {
  return isSecretName(name) && !/^(?:key|auth|salt|signing|webhook)$/i.test(name)
}

/** The first line of a private key without the one that says so; what stands on it is masked by its form. */
const PRIVATE_KEY_LINE = new RegExp(
  `(?:^|[^A-Za-z\\d])(?:${SECRET_FORMS.filter(({ name }) => name === 'private key')
    .map((form) => secretPattern(form))
    .join('|')})\\s*$`
)

/** The other lines of a key; the first that is shorter than the one before ends it. */
function keyBelow(marker: string): Block {
  let most = Infinity
  return (line) => {
    const value = line.trim()
    if (!/^[A-Za-z\d+/]{4,}={0,2}$/.test(value) || most < 32) return null
    most = value.length
    return line.replace(value, () => marker)
  }
}

/** Fields that stand further in than `data:`. What is no base64 of a text is that of a ConfigMap. */
function dataBelow(indentation: number, marker: string): Block {
  return (line) => {
    const field = /^(\s*)"?[\w.-]+"?:\s*"?([A-Za-z\d+/]{6,}={0,2})"?,?\s*$/.exec(line)
    if ((/^\s*/.exec(line)?.[0].length ?? 0) <= indentation) return null
    const value = field?.[2] ?? ''
    return isEncodedText(value) ? line.replace(value, () => marker) : line
  }
}
