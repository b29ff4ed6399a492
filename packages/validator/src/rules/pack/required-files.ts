import { fixOf, insert, TYPE_NAMES } from '@keys/pack/core'
import { addToList, newChecklist } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'The files that a pack must have are there, are files, and are shipped with the package.',
  rationale: 'Who installed the pack for the incident has no runbook, no checklist, or no right to use it.',
  messages: {
    missing: {
      message: '`{file}` is missing.',
      expected: '{required}',
      help: 'Write `{file}`.'
    },
    misspelled: {
      message: '`{file}` is missing, and `{found}` is there.',
      expected: 'the exact spelling, capitals included',
      help: 'Rename `{found}` to `{file}`.'
    },
    'not-a-file': {
      message: '`{file}` is a {type}.',
      expected: 'a regular file, as package managers ship nothing else',
      help: 'Put the file itself in its place.'
    },
    unreadable: {
      message: '`{file}` cannot be read.',
      expected: 'a file that the user who runs the validation may read',
      help: 'Give yourself the permission to read it.'
    },
    'not-packed': {
      message: '`{file}` is not shipped with the package.',
      expected: 'every required file in the package',
      help: 'Add `{file}` to `files` in package.json, and take it out of .npmignore.'
    }
  },
  check({ entries, unread, packedFiles, kind, manifest, readme }, { runbook, report }) {
    // What an ignore file keeps back, the list of files does not bring back with certainty.
    const list: unknown = manifest?.object?.['files']
    const isIgnoring = entries.has('.npmignore') || entries.has('.gitignore')
    const unlisted = kind.required.filter(
      (file) =>
        entries.get(file)?.type === 'file' &&
        packedFiles?.has(file) === false &&
        !(Array.isArray(list) && list.includes(file))
    )
    const canList = manifest !== null && Array.isArray(list) && !isIgnoring
    const fix = canList ? fixOf(manifest, addToList(manifest, 'files', unlisted)) : null
    for (const file of kind.required) {
      const entry = entries.get(file)
      if (entry === undefined) {
        const found = [...entries.keys()].find((path) => path.toLowerCase() === file.toLowerCase())
        const text =
          file === 'checklist.md' && runbook !== null && readme !== null ? newChecklist(runbook, readme) : null
        const made = text === null ? null : [{ file, edits: [insert(0, text)], creates: true as const }]
        if (found === undefined) report('missing', null, { file, required: kind.required.join(', ') }, file, made)
        else report('misspelled', null, { file, found }, file)
      } else if (entry.type !== 'file') report('not-a-file', null, { file, type: TYPE_NAMES[entry.type] }, file)
      else if (unread.get(file)?.reason === 'unreadable') report('unreadable', null, { file }, file)
      else if (packedFiles !== null && !packedFiles.has(file))
        report('not-packed', null, { file }, file, file === unlisted[0] ? fix : null)
    }
  }
})
