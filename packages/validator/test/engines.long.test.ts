// No finding depends on the Markdown engine: all rules over the packs of this repository as they are, with each fault that
// is planted in one of them, and with what editors and broken copies do to texts.
import { loadEngine, loadNativeEngine } from '@keys/parser/native'
import { describe, expect, it } from 'vitest'
import * as validator from '../src/core.js'
import { Laboratory, type ReadyPack } from './mutations/detect.ts'
import { mutations } from './mutations/index.ts'

const reference = await Laboratory.open(validator, await loadEngine('remark'))
const native = await Laboratory.open(validator, await loadEngine())
const MARKDOWN = ['README.md', 'checklist.md', 'CHANGELOG.md']

function twinOf({ slug }: ReadyPack): ReadyPack {
  return native.packs.find((pack) => pack.slug === slug)!
}

/** What becomes of a text on its way through editors, clipboards and broken downloads. */
const SPOILT: Readonly<Record<string, (text: string) => string>> = {
  'line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'a byte order mark': (text) => `\uFEFF${text}`,
  'cut short': (text) => text.slice(0, Math.floor(text.length * 0.6)),
  'cut short in a fence': (text) => text.slice(0, text.lastIndexOf('```')),
  'tabs for blanks': (text) => text.replaceAll(/^ {2,4}/gm, '\t'),
  'all below a quote': (text) => text.replaceAll(/^/gm, '> '),
  'no blank lines': (text) => text.replaceAll(/\n{2,}/g, '\n'),
  'no backticks': (text) => text.replaceAll('`', ''),
  'one list more': (text) => text.replaceAll(/^(?=- )/gm, '- '),
  'other bullets': (text) => text.replaceAll(/^- /gm, '* ').replaceAll('**', '__')
}

it('is the native engine that is compared', async () => expect(await loadNativeEngine()).not.toBeNull())

describe.each(reference.packs.map((pack) => [pack.slug, pack] as const))('%s', (_, pack) => {
  it('as it is', () => {
    expect(native.cleanFindings(twinOf(pack))).toEqual(reference.cleanFindings(pack))
  })

  it.each(Object.keys(SPOILT))('%s', (name) => {
    for (const file of MARKDOWN) {
      const text = SPOILT[name]!(pack.files[file]!)
      expect(native.findingsIn(twinOf(pack), file, text), file).toEqual(reference.findingsIn(pack, file, text))
    }
  })
})

const planted = mutations
  .filter(({ file }) => MARKDOWN.includes(file))
  .flatMap((mutation, index) => {
    const places = reference.placesOf(mutation)
    const pack = places[index % Math.max(places.length, 1)]
    return pack === undefined ? [] : [[`${mutation.file}: ${mutation.name}`, mutation, pack] as const]
  })

it.each(planted)('%s', (_, { file, plant }, pack) => {
  const content = plant(pack.files[file]!, pack)!.text
  if (typeof content !== 'string') return
  expect(native.findingsIn(twinOf(pack), file, content)).toEqual(reference.findingsIn(pack, file, content))
})
