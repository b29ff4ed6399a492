// @ts-check
// What an author would break by mistake. Each break must make the scenario named by `only` fail.

/** @type {{ name: string, replace: [string, string], only: string }[]} */
export const mutations = [
  {
    name: 'another code is expected',
    replace: [
      '- **If `exit 24`**: the route of the application refuses',
      '- **If `exit 23`**: the route of the application refuses'
    ],
    only: 'nothing was logged before the start, and the route refuses the token'
  },
  {
    name: 'a target is swapped',
    replace: [
      '**If `format`**: the content is as good as before, its wrapping is not. The model need not go back.\n  Continue to [Action 3].',
      '**If `format`**: the content is as good as before, its wrapping is not. The model need not go back.\n  Continue to [Step 4].'
    ],
    only: 'the model is asked until an answer parses'
  },
  {
    name: 'a command is deleted',
    replace: [
      '```bash\nnode "$EVIDENCE_DIR/compare.mjs" "$EVIDENCE_DIR/baseline.jsonl" "$EVIDENCE_DIR/app-a.jsonl"\n```\n',
      ''
    ],
    only: 'a few answers were lost, and it may be chance'
  },
  {
    name: 'chance is taken for a loss',
    replace: ['return { worse: lost > won && p < 0.01,', 'return { worse: lost > won && p < 0.5,'],
    only: 'a few answers were lost, and it may be chance'
  },
  {
    name: 'the verification looks whether some model serves, not which',
    replace: ['if . == [env.MODEL_KNOWN_GOOD] then "pinned"', 'if length == 1 then "pinned"'],
    only: 'the temperature is tuned'
  }
]
