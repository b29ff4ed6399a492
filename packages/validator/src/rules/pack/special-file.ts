import { NOT_UTF8 } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key'],
  subject: 'pack',
  description: 'A pack holds files and folders, and nothing else.',
  rationale:
    'Package managers leave links out, so the installed pack lacks what its author sees; a link can lead outside.',
  messages: {
    symlink: {
      message: '`{path}` is a symbolic link.',
      expected: 'a file or a folder',
      help: 'Put what it leads to in its place, or delete it.'
    },
    special: {
      message: '`{path}` is a device, a pipe or a socket.',
      expected: 'a file or a folder',
      help: 'Delete it.'
    },
    'name-not-utf8': {
      message: 'The name of `{path}` is not UTF-8.',
      expected: 'a name in UTF-8',
      help: 'Rename it: list it with `ls -b`, and use `mv`.'
    }
  },
  check({ entries, kind }, { report }) {
    for (const { path, type } of entries.values()) {
      // pack/required-files and pack/package-manifest speak of these.
      if (kind.required.includes(path) || path === 'package.json') continue
      if (path.includes(NOT_UTF8)) report('name-not-utf8', null, { path }, path)
      else if (type === 'symlink') report('symlink', null, { path }, path)
      else if (type === 'other') report('special', null, { path }, path)
    }
  }
})
