import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { line, lines, mutationsOf, whole, type Plant } from './mutation.ts'

const REQUIRED = ['README.md', 'checklist.md', 'pack.json', 'CHANGELOG.md', 'LICENSE.txt']

/** Changes the line of a field. */
const field = (name: string, change: (line: string) => string, below = 0) =>
  line(new RegExp(`^ *"${name}": `), change, below)

/** Puts another value into the line of a field. */
const value = (name: string, json: string) => field(name, (text) => text.replace(/: .*?(,?)$/, `: ${json}$1`))

/** Puts a line below the opening brace. */
const first = (text: string) => lines(() => ({ at: 1, insert: [text] }))

/** Takes the line of a field out; what is missing shows at the brace of the object. */
const without = (name: string) =>
  lines(({ lines: all }) => {
    const at = all.findIndex((text) => text.startsWith(`  "${name}": `))
    // A list may stand on several lines.
    const end = all[at]?.endsWith('[') ? all.findIndex((text, index) => index > at && text.startsWith('  ]')) : at
    return { at, remove: end - at + 1, shows: 0 }
  })

/** Puts a name into a list that stands on one line. */
const listed = (name: string, entry: string) =>
  field(name, (text) =>
    text.replace(/\[(.*)\]/, (_, all: string) => `[${[...(all ? [all] : []), `"${entry}"`].join(', ')}]`)
  )

/** The line above that names the input, when its name says that it is a secret; -1 when it does not. */
function nameAbove(all: readonly string[], at: number): number {
  const name = all.findLastIndex((text, index) => index < at && /"name": /.test(text))
  return /"name": "\w*(?:_KEY|_TOKEN|_SECRET|DATABASE_URL)"/.test(all[name] ?? '') ? name : -1
}

/** Takes the first name out of a list; the finding lies where the runbook names it first. */
function undeclared(look: RegExp, mention: (name: string) => string): Plant {
  return lines(({ lines: all }, { files }) => {
    const at = all.findIndex((text) => look.test(text))
    const name = look.exec(all[at] ?? '')?.[1]
    if (name === undefined) return null
    const shows = (files['README.md'] ?? '').split('\n').findIndex((text) => text.includes(mention(name)))
    const left = (all[at] ?? '').replace(new RegExp(`"${name}"(, )?`), '')
    return { at, remove: 1, insert: left.trim() === '' || left.trim() === ',' ? [] : [left], shows, file: 'README.md' }
  })
}

/** A related runbook in pack.json: in the packs of this repository, each of these names is one, and stands on a line. */
const RELATED = new RegExp(`^ {4}"(${readdirSync(join(import.meta.dirname, '../../../../runbook-keys')).join('|')})",$`)

export const metadataMutations = [
  ...mutationsOf('pack.json', [
    [
      'pack/json-syntax',
      'a comma taken out',
      lines(({ lines: all }) => {
        const at = all.findIndex((text) => text.startsWith('  "title"'))
        return { at, remove: 1, insert: [(all[at] ?? '').replace(/,$/, '')], shows: at + 1 }
      })
    ],
    [
      'pack/json-syntax',
      'a comma too many',
      lines(({ lines: all }) => {
        const at = all.lastIndexOf('  ]')
        return { at, remove: 1, insert: ['  ],'], shows: at + 1 }
      })
    ],
    ['pack/json-syntax', 'a comment', first('  // who wrote this?')],
    ['pack/json-syntax', 'a byte order mark', (text) => ({ text: `\uFEFF${text}`, line: 1 })],
    ['pack/json-syntax', 'a control character in a name', field('title', (text) => text.replace(/: "/, ': "\u0007'))],
    ['pack/duplicate-json-key', 'a field twice', field('outcome', (text) => `${text}\n${text}`, 1)],
    ['pack/schema', 'a value that is not allowed', value('severity_level', '"p9"')],
    ['pack/schema', 'a value misspelled', value('tool', '"operationl"')],
    ['pack/schema', 'a value of another type', value('produces_evidence', '"yes"')],
    ['pack/schema', 'a required field taken out', without('maturity')],
    ['pack/schema', 'a version that is none', value('version', '"1.0"')],
    ['pack/schema', 'null in place of the metadata', whole('null\n')],
    ['pack/unknown-field', 'a field misspelled', field('tags', (text) => `  "severty": "p1",\n${text}`)],
    ['pack/unknown-field', 'a prototype', first('  "__proto__": { "slug": "other" },')],
    [
      'pack/duplicate-input',
      'an input that stands there already',
      lines(({ lines: all }) => {
        const at = all.indexOf('  "inputs": [')
        const name = /"name": "(\w+)"/.exec(all[at + 2] ?? '')?.[1]
        return name === undefined
          ? null
          : { at: at + 1, insert: [`    { "name": "${name}", "description": "The same." },`], shows: at + 3 }
      })
    ],
    ['pack/slug-matches-folder', 'the slug changed', field('slug', (text) => text.replace(/",$/, '-two",'))],
    [
      'pack/package-manifest',
      'the slug changed here alone',
      lines(({ lines: all }, { files }) => {
        const at = all.findIndex((text) => text.startsWith('  "slug"'))
        const shows = (files['package.json'] ?? '').split('\n').findIndex((text) => text.startsWith('  "name"'))
        return { at, remove: 1, insert: [(all[at] ?? '').replace(/",$/, '-two",')], shows, file: 'package.json' }
      })
    ],
    [
      'pack/version-in-step',
      'the version bumped here alone',
      lines(({ lines: all }, { files }) => {
        const at = all.findIndex((text) => text.startsWith('  "version"'))
        const hasManifest = files['package.json'] !== undefined
        // One finding for package.json, one for CHANGELOG.md.
        return hasManifest ? { at, remove: 1, insert: ['  "version": "1.1.0",'], findings: 2 } : null
      })
    ],
    ['pack/license-is-spdx', 'a license that is none', value('license_spdx', '"MITT"')],
    [
      'pack/license-text-matches',
      'a license of another text',
      lines(({ lines: all }) => {
        const at = all.findIndex((text) => text.startsWith('  "license_spdx"'))
        return { at, remove: 1, insert: ['  "license_spdx": "Apache-2.0",'], shows: 0, file: 'LICENSE.txt' }
      })
    ],
    ['pack/documentation-paths', 'a document outside the pack', value('readme', '"../README.md"')],
    ['pack/documentation-paths', 'a document that is not there', value('checklist', '"docs/checklist.md"')],
    ['pack/documentation-paths', 'a document on a server', value('changelog', '"https://docs.stripe.com/changelog"')],
    ['pack/nested-too-deep', 'sixty brackets', first(`  "x-deep": ${'['.repeat(60)}${']'.repeat(60)},`)],
    ['pack/empty-file', 'the file emptied', whole('')],
    [
      'pack/text-encoding',
      'a byte that is no UTF-8',
      (text) => {
        const at = text.indexOf('"title"')
        const before = Buffer.from(text.slice(0, at + 10))
        return {
          text: Buffer.concat([before, Buffer.from([0xff]), Buffer.from(text.slice(at + 10))]),
          line: text.slice(0, at).split('\n').length
        }
      }
    ],
    [
      'reference/unused-declared-key',
      'a key that the runbook does not name',
      listed('references_jupyter_keys', 'jupyter-weather-report')
    ],
    ['reference/unknown-key', 'a key that no catalog has', listed('references_jupyter_keys', 'jupyter-weather-report')],
    [
      'reference/undeclared-key',
      'a key no longer declared',
      undeclared(/^ {2}"references_\w+": \["([^"]+)"/, (name) => `\`${name}\``)
    ],
    [
      'reference/related-runbook-missing',
      'a related runbook no longer declared',
      undeclared(RELATED, (slug) => `\`@keys/runbook-${slug}\``)
    ],
    // The misspelled slug exists nowhere, and the right one that the runbook names is no longer declared.
    [
      'reference/related-runbook-missing',
      'a related runbook misspelled',
      lines(({ lines: all }) => {
        const at = all.findIndex((text) => RELATED.test(text))
        return at === -1 ? null : { at, remove: 1, insert: [(all[at] ?? '').replace('",', 's",')], findings: 2 }
      })
    ],
    [
      'reference/related-runbook-missing',
      'a related runbook that is nowhere',
      lines(({ lines: all }) => {
        const at = all.indexOf('  "related_runbooks": [')
        return at === -1 ? null : { at: at + 1, insert: ['    "weather-report",'] }
      })
    ],
    [
      'reference/relation-one-sided',
      'a relation that is not returned',
      lines(({ lines: all }, { slug, neighbors }) => {
        const at = all.indexOf('  "related_runbooks": [') + 1
        if (at === 0) return null
        const own = neighbors.get(slug) ?? []
        const other = [...neighbors].find(
          ([name, related]) => name !== slug && !related.includes(slug) && !own.includes(name)
        )
        return other ? { at, insert: [`    "${other[0]}",`] } : null
      })
    ]
  ]),
  ...mutationsOf('pack.json', [
    [
      'pack/input-not-secret',
      'a secret that is none any more',
      lines(({ lines: all }) => {
        const at = all.findIndex((text, index) => /"secret": true/.test(text) && nameAbove(all, index) !== -1)
        return at === -1
          ? null
          : { at, remove: 1, insert: [(all[at] ?? '').replace('true', 'false')], shows: nameAbove(all, at) }
      })
    ]
  ]),
  ...mutationsOf('incidents.json', [
    [
      'pack/incidents-format',
      'a verdict that is none',
      line(/"verdict": "right"/, (text) => text.replace('right', 'fine'))
    ]
  ]),
  ...mutationsOf('package.json', [
    ['pack/package-manifest', 'another name', field('name', (text) => text.replace(/",$/, 's",'))],
    ['pack/package-manifest', 'another license', value('license', '"ISC"')],
    [
      'pack/package-manifest',
      'a script that runs when it is installed',
      field('prepack', (text) => `    "postinstall": "node index.js",\n${text}`)
    ],
    ['pack/package-manifest', 'a dependency', first('  "dependencies": { "left-pad": "1.3.0" },')],
    ['pack/package-manifest', 'no keywords', without('keywords')],
    ['pack/package-manifest', 'gone', () => ({ text: null, line: 1 })],
    [
      'pack/version-in-step',
      'the version bumped here alone',
      lines(({ lines: all }, { files }) => {
        const at = all.findIndex((text) => text.startsWith('  "version"'))
        const shows = (files['pack.json'] ?? '').split('\n').findIndex((text) => text.startsWith('  "version"'))
        return { at, remove: 1, insert: ['  "version": "2.0.0",'], shows, file: 'pack.json' }
      })
    ],
    [
      'pack/required-files',
      'a file not shipped',
      lines(({ lines: all }) => {
        const at = all.indexOf('    "checklist.md",')
        return at === -1 ? null : { at, remove: 1, shows: 0, file: 'checklist.md' }
      })
    ],
    ['pack/json-syntax', 'a comma taken out', field('version', (text) => text.replace(/,$/, ''), 1)],
    ['pack/duplicate-json-key', 'a field twice', field('license', (text) => `${text}\n${text}`, 1)]
  ]),
  ...mutationsOf('LICENSE.txt', [
    ['pack/file-too-large', 'a file of 50 MB', whole({ type: 'file', size: 50_000_000 })],
    ['pack/license-text-matches', 'the text of nobody', whole('All rights reserved.\n')],
    [
      'pack/license-text-matches',
      'the text of another license',
      whole('This is free and unencumbered software released into the public domain.\n')
    ]
  ]),
  ...mutationsOf('README.md', [
    ['pack/text-encoding', 'a turn of direction', line(/^## When to use/, (text) => `${text}\u202E`)],
    [
      'pack/text-encoding',
      'a letter that looks like another',
      line(/^\*\*Expected\*\*/, (text) => `${text} r\u0435ady`)
    ],
    ['pack/text-encoding', 'a NUL', line(/^## When to use/, (text) => `${text}\0`)],
    ['pack/file-too-large', 'a megabyte of spaces', (text) => ({ text: `${text}${' '.repeat(1_000_000)}`, line: 1 })],
    [
      'pack/nested-too-deep',
      'a hundred quotes',
      lines(({ sections: [scope] }) =>
        scope ? { at: scope.start + 2, insert: [`${'>'.repeat(100)} deep`, ''] } : null
      )
    ]
  ]),
  ...mutationsOf('notes.md', [['pack/special-file', 'a symbolic link', whole({ type: 'symlink' })]]),
  ...mutationsOf('drill', [['pack/special-file', 'a pipe', whole({ type: 'other' })]]),
  ...REQUIRED.flatMap((file) =>
    mutationsOf(file, [
      ['pack/required-files', 'the file gone', () => ({ text: null, line: 1 })],
      ['pack/required-files', 'a folder in its place', whole({ type: 'directory' })],
      ['pack/required-files', 'a symbolic link in its place', whole({ type: 'symlink' })],
      ...(file === 'pack.json' ? [] : [['pack/empty-file', 'the file emptied', whole(' \n\t\n')] as const])
    ])
  )
]
