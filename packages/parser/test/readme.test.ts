import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import * as parser from '../src/index.ts'
import * as native from '../src/native.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const examples = [...readme.matchAll(/```js\n([^]*?)\n```\n/g)].map(([, code]) => code!.replace(/^import .*\n/gm, ''))

/** Executes an example and gives what it prints. */
async function run(code: string): Promise<unknown[][]> {
  const printed: unknown[][] = []
  const console = { log: (...words: unknown[]) => printed.push(words) }
  const scope = { ...parser, ...native, remarkGfm, remarkParse, unified, VFile, console }
  // oxlint-disable-next-line typescript/no-implied-eval -- The examples of the README are what is tested.
  await (new Function(...Object.keys(scope), `return (async () => {${code}})()`)(
    ...Object.values(scope)
  ) as Promise<void>)
  return printed
}

test('the first example reads a step', async () => {
  expect(await run(examples[0]!)).toEqual([
    ['Step 1', 'Ask', ['URL']],
    ['`200`', 'resolved'],
    [expect.stringMatching(/^flowchart TD\n/)]
  ])
})

test('the second example is a pipeline', async () => {
  expect(await run(examples[1]!)).toEqual([['Queue stands still']])
})

test('the third example takes the native engine', async () => {
  expect(await run(examples[2]!)).toEqual([['Title']])
})

test('the fourth example is a difference', async () => {
  expect(await run(examples[3]!)).toEqual([
    ['major', 'effect-raised', 'Action 1 (Restart) is irreversible and was reversible.']
  ])
})

test.each(Object.keys(parser))('%s is explained', (name) => {
  expect(readme).toMatch(new RegExp(`\`[^\`]*\\b${name}\\b`))
})
