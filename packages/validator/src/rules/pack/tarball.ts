import { sameNames } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'A pack can be packed and unpacked anywhere: each of its entries once, and inside the package.',
  rationale: 'The pack cannot be installed when it is needed, or unpacking it writes where nobody looks.',
  messages: {
    unreadable: {
      message: 'The tarball cannot be unpacked: {reason}.',
      expected: 'a gzipped tar archive, as `npm pack` makes it',
      help: 'Pack it again with `npm pack`.'
    },
    'too-large': {
      message: 'The tarball holds more than {limit}.',
      expected: 'a package of a few texts',
      help: 'Take out of `files` in package.json what an operator does not need, and pack it again.'
    },
    'path-traversal': {
      message: 'The entry `{path}` of the tarball does not lie below a folder of its own.',
      expected: 'a path such as `package/README.md`',
      help: 'Pack it again with `npm pack`.'
    },
    'duplicate-entry': {
      message: 'The entry `{path}` stands in the tarball again.',
      expected: 'each file once, as the last one hides all others',
      help: 'Pack it again with `npm pack`.'
    },
    'same-name': {
      message: '`{path}` and `{other}` are one file where upper and lower case are the same.',
      expected: 'two names that differ by more than case',
      help: 'Delete or rename one of them: on macOS and Windows only the second is installed.'
    }
  },
  check({ archive, entries }, { report }) {
    const files = [...entries.values()].filter(({ type }) => type !== 'directory').map(({ path }) => path)
    for (const both of sameNames(files)) report('same-name', null, both)
    for (const fault of archive) {
      if (fault.id === 'unreadable') report('unreadable', null, { reason: fault.reason })
      else if (fault.id === 'too-large') report('too-large', null, { limit: fault.limit })
      // No file of this name is shown: what leads out of the tarball leads out of the folder that it lies in, too.
      else if (fault.id !== 'same-name') report(fault.id, null, { path: fault.path })
    }
  }
})
