const FIRST_PICTURE = 0x2400
const DELETE = 0x7f

/**
 * Makes control characters visible, so that text of a pack cannot steer a terminal: ESC becomes `␛`, NUL `␀`. Line ends
 * and tabs are made visible too, because callers cut text into lines themselves. Direction marks become `<U+202E>`, as
 * they make a line read otherwise than it is.
 */
export function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\uFEFF]/gu, (character) => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(FIRST_PICTURE + code)
    return code === DELETE ? '␡' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

/** The same for a text of several lines, where line feeds and tabs stay. */
export function visibleLines(text: string): string {
  return text.replaceAll(/[^\n\t]+/g, visible)
}
