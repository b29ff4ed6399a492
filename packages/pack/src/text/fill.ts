/** Puts values in the place of the placeholders. */
export function fill(template: string, data: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => data[name] ?? placeholder)
}
