import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

// In two parts, so that no scanner takes this file for a leak.
const tail = 'a1B2c3D4e5F6g7H8i9J0'
const join = (...parts: readonly string[]): string => parts.join('')
const SECRETS: Readonly<Record<string, string>> = {
  'Stripe key': join('rk_', 'live_', tail),
  'Stripe signing secret': join('whsec', '_', tail),
  'AWS access key': join('AK', 'IA', 'ABCDEFGH12345678'),
  'GitHub token': join('gh', 'p_', tail, tail),
  'GitLab token': join('gl', 'pat-', tail),
  'Slack token': join('xo', 'xb-', tail),
  'Slack webhook': join('hooks.slack', '.com/services/T1/B1/', tail),
  'npm token': join('np', 'm_', tail, tail.slice(0, 16)),
  'Google API key': join('AI', 'za', tail, tail.slice(0, 15)),
  'OpenAI or Anthropic key': join('sk', '-proj-', tail, tail),
  'Supabase token': join('sb', 'p_', tail),
  'JSON Web Token': join('ey', 'JhbGciOiJ.ey', 'JzdWIiOiIx.', tail),
  'private key': join('-----BEGIN RSA ', 'PRIVATE KEY-----')
}

testRule('command/secret-literal', [
  ...Object.entries(SECRETS).map(
    ([kind, text]) =>
      [
        kind,
        { files: { 'README.md#scope': text } },
        [{ id: 'literal', file: 'README.md', at: `7:1-7:${text.length + 1}`, text, data: { kind } }]
      ] as const
  ),
  [
    'in another file',
    { files: { 'checklist.md': (text) => `${text}\n${SECRETS['Stripe key'] ?? ''}\n` } },
    [{ id: 'literal', file: 'checklist.md', at: '44:1-44:29', data: { kind: 'Stripe key' } }]
  ],
  [
    'forms without a value',
    {
      files: {
        'README.md#scope': `\`whsec_...\`, \`rk_live_...\`, sk_test_${'x'.repeat(24)}, AKIAIOSFODNN7EXAMPLE, sk-learn, eyJ...`
      }
    },
    []
  ],
  [
    'a value for a password',
    inStep(
      'bash',
      ['PGPASSWORD=Sup3rS3cret psql', 'mysql --password=Sup3rS3cret', 'psql postgres://app:Sup3rS3cret@db/a'].join('\n')
    ),
    [
      { id: 'password', file: 'README.md', at: '46:1-46:23', data: { name: 'PGPASSWORD' } },
      { id: 'password', file: 'README.md', at: '47:7-47:29', data: { name: '--password' } },
      { id: 'password', file: 'README.md', at: '48:14-48:32', data: { name: 'password' } }
    ]
  ],
  [
    'no value for a password',
    inStep(
      'bash',
      [
        'PGPASSWORD="$DB_PASSWORD" psql',
        'API_TOKEN=$(cat f)',
        'mysql --password="$X"',
        'psql "postgres://app:$X@db/a"',
        'SORT_ORDER=descending ls',
        'curl https://a:8443/b'
      ].join('\n')
    ),
    []
  ]
])
