// @ts-check
// What an author would break: each makes one scenario fail.

/** @type {{ name: string, replace: [from: string, to: string], only: string }[]} */
export const mutations = [
  {
    name: 'another expected code',
    replace: ['- **If `400` or `401` or `403`**: something', '- **If `402`**: something'],
    only: 'the handler has an old signing secret'
  },
  {
    name: 'a swapped target',
    replace: [
      'none, or another one than Stripe. Continue to [Action 1].',
      'none, or another one than Stripe. Continue to [Action 2].'
    ],
    only: 'the handler crashes on a bad signature, and does not come up with the new secret'
  },
  {
    name: 'a deleted command',
    replace: ['```bash\nbash "$RUNBOOK/scripts/host.sh"\n```\n\n', ''],
    only: 'the whole application answers 503'
  }
]
