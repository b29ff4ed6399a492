import type { ComponentChild } from 'preact'

/** A plain text in which what stands between backticks is code. One backtick alone is a sign like any other. */
export function withCode(text: string): ComponentChild[] {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? <code key={index}>{part.slice(1, -1)}</code> : part))
}
