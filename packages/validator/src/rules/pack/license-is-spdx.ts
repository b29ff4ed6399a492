import { licensesOf } from '../../subjects/licenses.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key'],
  subject: 'pack.json',
  reads: ['license_spdx'],
  description: '`license_spdx` is an SPDX license expression.',
  rationale:
    'The person who has to approve a pack before it is used cannot, and it is not on the laptop when the incident comes.',
  messages: {
    invalid: {
      message: '`{license}` is not an SPDX license expression.',
      expected:
        'an identifier of https://spdx.org/licenses, or several joined by AND, OR or WITH, or `LicenseRef-` and a name',
      help: 'Write the identifier of the license, such as `MIT` or `CC-BY-4.0`.'
    }
  },
  check(document, { pack: { license_spdx: license }, report }) {
    if (licensesOf(license) === null) report('invalid', document.at(['license_spdx']), { license })
  }
})
