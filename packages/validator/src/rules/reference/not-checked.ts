import { declaredKeys, KEY_FIELDS } from '../../subjects/keys.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'information',
  subject: 'pack.json',
  reads: [...KEY_FIELDS, 'related_runbooks'],
  description: 'What a pack references was compared with what there is.',
  rationale: 'A clean report looks as if every reference led somewhere, though nobody looked.',
  messages: {
    'no-catalog': {
      message: 'The keys that the pack references were not checked: no catalog is at hand.',
      expected: 'a catalog that names the key',
      help: 'Validate with the catalogs of your workspace, or look the keys up by hand.'
    },
    'no-workspace': {
      message: 'The related runbooks were not checked: no other pack is at hand.',
      expected: 'a pack that lies beside this one',
      help: 'Validate the folder that holds all packs, or look the runbooks up by hand.'
    }
  },
  check(document, { pack, catalogs, workspace, report }) {
    const [key] = declaredKeys(pack)
    if (catalogs === null && key !== undefined) report('no-catalog', document.at(key.path.slice(0, 1)))
    if (workspace === null && (pack.related_runbooks ?? []).length > 0) {
      report('no-workspace', document.at(['related_runbooks']))
    }
  }
})
