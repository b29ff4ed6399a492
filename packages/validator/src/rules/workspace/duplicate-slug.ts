import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'workspace',
  reads: ['slug'],
  description: 'Each slug stands for one pack.',
  rationale: 'Two runbooks are published under one name, and an operator installs the other one.',
  messages: {
    duplicate: {
      message: '`{slug}` is also the slug of {path}.',
      expected: 'each slug in one pack of the workspace',
      help: 'Give one of the two another slug, and its folder and package the same name.'
    }
  },
  check({ packs, folders }, { pack: { slug }, source: { folder, packJson }, report }) {
    for (const other of folders?.get(slug) ?? packs.keys()) {
      const { path, slug: said = other } = packs.get(other) ?? { path: other }
      if (other !== folder && said === slug) report('duplicate', packJson?.at(['slug']) ?? null, { slug, path })
    }
  }
})
