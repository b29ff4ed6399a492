/**
 * A value as JSON that may be printed on a terminal: what JSON does not escape by itself and a terminal would obey, hide
 * or turn round stands as `\uXXXX`, which reads back as the same text.
 */
export function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2).replaceAll(UNSEEN, unicodeEscapes)}\n`
}

/** Controls but the line feeds of the layout, marks of direction and all else without a shape, line ends of Unicode. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu

/** One for each half of a character beyond the first 65,536. */
function unicodeEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, index) => unicodeEscape(character.charCodeAt(index))).join('')
}

function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
