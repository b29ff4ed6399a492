/**
 * Placeholders of commands, put in as inputs: `<namespace>` becomes `"${NAMESPACE}"`.
 */
import type { Command, Runbook } from '@keys/schema'

/**
 * A command that can run as it stands once its inputs are known.
 * @param command The command. One without placeholders stays as it is.
 * @returns A command whose placeholders are read from the environment; one without an interpreter where they stand in text that
 *   nothing expands, so that a person has to run it.
 */
export function bound(command: Command): Command {
  const { placeholders = [], interpreter, code } = command
  if (placeholders.length === 0) return command
  const filled = interpreter === 'bash' ? boundShell(code, placeholders) : null
  return filled === null ? { ...command, interpreter: null } : { ...command, code: filled }
}

/** The same code with each placeholder as an expansion, quoted as its place asks for; null where nothing is expanded. */
function boundShell(code: string, placeholders: NonNullable<Command['placeholders']>): string | null {
  const longest = placeholders.toSorted((a, b) => b.text.length - a.text.length)
  let result = ''
  let quote: '"' | "'" | null = null
  for (let index = 0; index < code.length;) {
    const found = longest.find(({ text }) => code.startsWith(text, index))
    if (found) {
      const value = `\${${found.input}}`
      result += quote === '"' ? value : quote === "'" ? `'"${value}"'` : `"${value}"`
      index += found.text.length
      continue
    }
    const char = code.charAt(index)
    if (char === '\\' && quote !== "'") {
      result += code.slice(index, index + 2)
      index += 2
      continue
    }
    // What stands in a here-document with a quoted word, nothing expands.
    if (quote === null && /^<<-?\s*['"]/.test(code.slice(index, index + 8))) return null
    if (quote === null && char === '#' && (index === 0 || /\s/.test(code.charAt(index - 1)))) {
      const end = code.indexOf('\n', index)
      result += code.slice(index, end === -1 ? code.length : end)
      index = end === -1 ? code.length : end
      continue
    }
    if (char === '"' || char === "'") quote = quote === char ? null : (quote ?? char)
    result += char
    index++
  }
  return result
}

/**
 * A runbook whose commands take what has to be filled in from their inputs.
 * @param runbook The runbook; a text in our grammar has no placeholders and stays as it is.
 */
export function boundRunbook(runbook: Runbook): Runbook {
  const steps = runbook.steps.map((step) => ({
    ...step,
    commands: step.commands.map(bound),
    fields: step.fields.map((field) => ({ ...field, commands: field.commands.map(bound) }))
  }))
  return { ...runbook, steps }
}
