/**
 * Puts values in the place of the placeholders of a message.
 * @param template The message, with placeholders such as `{name}`.
 * @param values The values by name; a placeholder without one stays as it is.
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder)
}
