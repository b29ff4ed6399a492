// @ts-check
// What an author would break: each makes one scenario fail.

/** @type {{ name: string, replace: [from: string, to: string], only: string }[]} */
export const mutations = [
  {
    name: 'another expected code',
    replace: ['- **If `400` or `401` or `403`**: something answers', '- **If `402`**: something answers'],
    only: 'the handler has an old signing secret'
  },
  {
    name: 'a swapped target',
    replace: [
      'or another one than Stripe. Continue to [Action 1].',
      'or another one than Stripe. Continue to [Action 2].'
    ],
    only: 'the handler crashes on a bad signature, and does not come up with the new secret'
  },
  {
    name: 'a deleted command',
    replace: [
      [
        '```bash',
        '(',
        '  umask 077',
        "  origin=$(node -p 'new URL(process.env.WEBHOOK_URL).origin') || exit",
        '  curl -sS --max-time 10 -o "$EVIDENCE_DIR/host-probe.txt" -w \'%{http_code}\\n\' "$origin/"',
        ')',
        '```',
        '',
        ''
      ].join('\n'),
      ''
    ],
    only: 'the whole application answers 503'
  }
]
