import type { FilePatch, Patch } from './patch.js'

const FENCE = '```'

/** The valid pack with one command in its diagnosis step, which only looks, and with fields of pack.json. */
export function inStep(language: string, code: string, fields: Readonly<Record<string, unknown>> = {}): Patch {
  return patch('README.md#step-1-count-what-waits', fence(language, code), fields)
}

/** The valid pack with one command in its action, which is reversible, and with fields of pack.json. */
export function inAction(language: string, code: string, fields: Readonly<Record<string, unknown>> = {}): Patch {
  return patch('README.md#action-1-release-the-held-jobs', fence(language, code), fields)
}

function fence(language: string, code: string): string {
  return `${FENCE}${language}\n${code}\n${FENCE}\n\n- **Otherwise**: **STOP: escalate**`
}

function patch(place: string, text: string, fields: Readonly<Record<string, unknown>>): Patch {
  const files: Record<string, FilePatch> = { [place]: text }
  return { files: Object.keys(fields).length === 0 ? files : { ...files, 'pack.json': { fields } } }
}
