import { testRule } from '../../support/test-rule.js'

const check = (code: string, tools: object[] = [{ command: 'psql', minimum_version: '15.0' }]) => ({
  files: {
    'pack.json': { fields: { required_tools: tools } },
    'README.md#check-1-the-database-answers': `\`\`\`bash\n${code}\n\`\`\`\n`
  }
})
const finding = (tool: string, version: string, at: string, text: string) => ({
  id: 'unasked',
  file: 'README.md',
  at,
  text,
  data: { tool, version }
})

testRule('command/tool-version-unasked', [
  ['a tool that is looked for', check('command -v psql'), [finding('psql', '15.0', '31:1-31:16', 'command -v psql')]],
  [
    'tools in a loop',
    check('for tool in curl psql; do command -v "$tool" > /dev/null || printf missing; done', [
      { command: 'curl', minimum_version: '7.83' },
      { command: 'psql', minimum_version: '15.0' }
    ]),
    [
      finding('curl', '7.83', '31:27-31:57', 'command -v "$tool" > /dev/null'),
      finding('psql', '15.0', '31:27-31:57', 'command -v "$tool" > /dev/null')
    ]
  ],
  ['the version is asked too', check('command -v psql && psql --version'), []],
  ['no version is required', check('command -v psql', [{ command: 'psql' }]), []]
])
