/**
 * Signs that are not seen, or that turn the order of what stands beside them: in a command they would show one text and
 * have another copied.
 */

/** Bidirectional controls, signs without width, and controls other than tab and line feed. */
export const UNSEEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu

/** How an unseen sign is shown, such as `U+202E`. */
export function nameOfSign(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
