import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The text of src/registry.ts, made from the names of the files in src/rules and nothing else. */
export function registryText(root: string): string {
  const codes = ruleCodes(root)
  const imports = codes.map((code) => `import { rule as ${identifier(code)} } from './rules/${code}.js'`)
  const entries = codes.map((code) => `  '${code}': ${identifier(code)}`)
  return `// Generated from src/rules by scripts/generate.ts. Do not edit: run \`pnpm generate\`.
import { register, type RegisteredRule } from './engine/rule.js'
${imports.join('\n')}

/** All rules, by code. */
export const registry: readonly RegisteredRule[] = register({
${entries.join(',\n')}
})
`
}

/** The codes of all rules, sorted: `src/rules/<area>/<name>.ts` is `<area>/<name>`. */
export function ruleCodes(root: string): string[] {
  const rules = join(root, 'src/rules')
  return readdirSync(rules, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .flatMap((area) => readdirSync(join(rules, area.name)).map((file) => `${area.name}/${file}`))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.slice(0, -'.ts'.length))
    .toSorted()
}

function identifier(code: string): string {
  return code.replaceAll(/[-/]([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
