// Adds what is bundled into the command to a CycloneDX list of it, which package managers make of dependencies alone.
// node scripts/list-bundled.ts <path of the list>
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { thirdPartiesOf } from '../../presets/third-party.ts'

interface Component {
  type: string
  name: string
  version: string
  purl: string
  [field: string]: unknown
}

const [, , path = ''] = process.argv
const list = JSON.parse(readFileSync(path, 'utf8')) as { components: Component[] }
const listed = new Set(list.components.map(({ purl }) => purl))
const bundled = thirdPartiesOf(readFileSync(join(import.meta.dirname, '..', 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8'))
  .map(({ name, version, license }): Component => {
    const [, scope, rest = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? []
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
    const licenses = [/^[\w.-]+$/.test(license) ? { license: { id: license } } : { expression: license }]
    return { type: 'library', ...(scope && { group: scope }), name: rest, version, purl, 'bom-ref': purl, licenses }
  })
  .filter(({ purl }) => !listed.has(purl))
list.components.push(...bundled)
writeFileSync(path, `${JSON.stringify(list, null, 2)}\n`)
