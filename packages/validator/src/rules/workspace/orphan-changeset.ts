import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'changesets',
  description: 'A changeset names packages of the workspace.',
  rationale: 'A change that an operator has to know of is released without its words.',
  messages: {
    orphan: {
      message: '`{name}` is not a package of this workspace.',
      expected: 'the name of a package of this workspace',
      help: 'Correct the name, or delete the line when the package is gone.'
    }
  },
  check({ files, packages }, { report }) {
    const known = new Set(packages)
    for (const { file, packages: named } of files) {
      for (const { name, position } of named) if (!known.has(name)) report('orphan', position, { name }, file)
    }
  }
})
