/**
 * A Markdown file that lies in no pack, as a pack: so that whatever follows, draws or searches runbooks takes it as it is.
 */
import { parseRunbook, type ToTree } from '@keys/parser'
import { isSecretName, PLAIN_FIELD, type Pack, type Runbook } from '@keys/schema'
import { plainSlug } from './plain-slug.js'

/**
 * The files of a pack for a Markdown file. Its text is README.md, unchanged; the others say no more than the text does.
 * @param text The text.
 * @param path The path of the file, for its name.
 * @param toTree The Markdown engine.
 */
export function plainPackFiles(text: string, path: string, toTree?: ToTree): Record<string, string> {
  const runbook = parseRunbook(text, toTree ? { toTree } : {})
  const pack = plainMetadata(runbook, path)
  return {
    'README.md': text,
    'pack.json': `${JSON.stringify(pack, null, 2)}\n`,
    'checklist.md': '',
    'CHANGELOG.md': '',
    'LICENSE.txt': ''
  }
}

function plainMetadata(runbook: Runbook, path: string): Pack {
  const slug = plainSlug(path)
  const title = (runbook.title?.text ?? '').slice(0, 200) || slug
  const placeholders = new Map<string, string>()
  for (const { commands } of [...runbook.steps, ...runbook.sections]) {
    for (const command of commands)
      for (const { text, input } of command.placeholders ?? []) placeholders.set(input, text)
  }
  return {
    slug,
    title,
    description: (runbook.introduction[0]?.text ?? '').slice(0, 500) || title,
    tool: 'operational',
    key_type: ['incident'],
    version: '0.0.0',
    outcome: 'incident-response',
    maturity: 'starter',
    license_spdx: 'LicenseRef-unknown',
    author: { name: 'unknown' },
    documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
    ...(runbook.inputs.length === 0
      ? {}
      : {
          inputs: runbook.inputs.map(({ name }) => {
            const written = placeholders.get(name)
            const description =
              written === undefined ? `The commands read $${name}.` : `Stands for ${written} in the text.`
            return isSecretName(name) ? { name, description, secret: true } : { name, description }
          })
        }),
    [PLAIN_FIELD]: path.replaceAll('\\', '/').split('/').at(-1)!
  }
}
