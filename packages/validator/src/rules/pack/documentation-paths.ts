import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key'],
  subject: 'pack.json',
  reads: ['documentation'],
  description: 'The paths under `documentation` lead to real files inside the pack that the package ships.',
  rationale:
    'The operator opens the runbook of an installed pack and gets nothing, or a file that somebody else controls.',
  messages: {
    'outside-pack': {
      message: '`{path}` leads out of the pack.',
      expected: 'a path inside the pack, with forward slashes',
      help: 'Put the document into the pack and name it by its path, such as `README.md`.'
    },
    missing: {
      message: '`{path}` does not exist in the pack.',
      expected: 'a file of the pack, in its exact spelling',
      help: 'Correct the path, or write the document.'
    },
    'not-a-file': {
      message: '`{path}` is not a regular file, or lies behind a symbolic link.',
      expected: 'a regular file',
      help: 'Put the document itself at this path.'
    },
    'not-packed': {
      message: '`{path}` is not shipped with the package.',
      expected: 'a file that the package manager packs',
      help: 'Add `{path}` to `files` in package.json.'
    }
  },
  check(document, { pack: { documentation }, source: { entries, packedFiles, kind }, report }) {
    for (const [name, written] of Object.entries(documentation)) {
      const path = written.replace(/^(\.\/+)+/, '')
      const place = document.at(['documentation', name])
      const entry = entries.get(path)
      if (isOutside(path)) report('outside-pack', place, { path: written })
      // pack/required-files speaks of these.
      else if (kind.required.includes(path)) continue
      else if (entry === undefined && !parentsOf(path).some((parent) => entries.get(parent)?.type === 'symlink')) {
        report('missing', place, { path: written })
      } else if (entry?.type !== 'file') report('not-a-file', place, { path: written })
      else if (packedFiles !== null && !packedFiles.has(path)) report('not-packed', place, { path })
    }
  }
})

function isOutside(path: string): boolean {
  return /^[/\\~]|^[a-z][a-z0-9+.-]*:|\\|\0/i.test(path) || path.split('/').includes('..')
}

function parentsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}
