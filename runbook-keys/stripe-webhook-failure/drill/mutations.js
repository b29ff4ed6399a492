// @ts-check
// What an author would break: each makes one scenario fail.

/** @type {{ name: string, file?: string, replace: [from: string, to: string], only: string }[]} */
export const mutations = [
  {
    name: 'another expected code',
    replace: ['- **If `400` or `401` or `403`**: something', '- **If `402`**: something'],
    only: 'the handler has an old signing secret'
  },
  {
    name: 'a swapped target',
    replace: [
      "the handler has none, or not Stripe's. Continue to [Action 1].",
      "the handler has none, or not Stripe's. Continue to [Action 2]."
    ],
    only: 'the handler crashes on a bad signature, and does not come up with the new secret'
  },
  {
    name: 'a deleted command',
    replace: ['```bash\nbash "$RUNBOOK/scripts/host.sh"\n```\n\n', ''],
    only: 'the whole application answers 503'
  },
  {
    name: 'a handler that refuses unknown types counts as a wrong secret',
    file: 'scripts/signed-event.mjs',
    replace: [
      'ok(answer) || (!SIGNATURE.test(answer.text) && plain(answer) !== plain(wrong))',
      'ok(answer)'
    ],
    only: 'the handler has an old secret and refuses types that it does not know: the right secret is not rolled back'
  },
  {
    name: 'one line of the log decides before the signed event',
    file: 'scripts/reason.mjs',
    replace: [
      "if (word === 'accepted' || word === 'passed') console.log(",
      "if (count('dependency') > 0) console.log('dependency')\nelse if (word === 'accepted' || word === 'passed') console.log("
    ],
    only: 'a false alarm, and a client that left in the log'
  },
  {
    name: 'real events that fail are quiet where the signed one passes',
    file: 'scripts/reason.mjs',
    replace: [
      "fails ? 'real-events-fail' : 'quiet'",
      "'quiet'"
    ],
    only: 'fields moved with a new API version, and business code throws on real events alone'
  }
]
