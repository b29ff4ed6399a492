import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { parseChecklist, parseRunbook, remarkChecklist, remarkRunbook } from '../src/index.ts'

const pack = join(import.meta.dirname, '../../../runbook-keys/stripe-webhook-failure')
const pipeline = unified().use(remarkParse).use(remarkGfm).use(remarkRunbook).use(remarkChecklist).freeze()

describe.each(['README.md', 'checklist.md'])('%s', (name) => {
  const text = readFileSync(join(pack, name), 'utf8')

  test.each([
    ['as it is', text],
    ['with a BOM', `\uFEFF${text}`],
    ['with CRLF', text.replaceAll('\n', '\r\n')]
  ])('%s gives the same models in a pipeline', async (_, markdown) => {
    const file = new VFile(markdown)
    await pipeline.run(pipeline.parse(file), file)
    expect(file.data.runbook).toEqual(parseRunbook(markdown))
    expect(file.data.checklist).toEqual(parseChecklist(markdown))
  })
})
