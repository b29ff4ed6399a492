/** Longer code is not looked into: parsers take more time than length, and nobody pastes this much. */
const MAX_LENGTH = 32_768

/** Deeper code is not looked into: a tree may be walked by recursion only as deep as the stack. */
const MAX_DEPTH = 100

/** Why code is not given to a parser; null when it is. */
export function refusal(code: string): string | null {
  if (code.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`
  let depth = 0
  for (const char of code) {
    if (char === '(' || char === '[' || char === '{') depth++
    // A pattern of `case` closes what nobody opened.
    else if (char === ')' || char === ']' || char === '}') depth = Math.max(depth - 1, 0)
    if (depth > MAX_DEPTH) return `brackets are nested more than ${MAX_DEPTH} deep`
  }
  return null
}
