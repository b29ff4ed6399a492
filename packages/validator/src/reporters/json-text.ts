/** A value as JSON. JSON escapes control characters by itself, so a terminal is safe from it. */
export function jsonText(value: object): string {
  // The C1 controls and DEL are no part of what JSON escapes.
  return `${JSON.stringify(value, null, 2).replaceAll(/[\u007F-\u009F]/g, unicodeEscape)}\n`
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
