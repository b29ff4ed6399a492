// @ts-check
// What an author would break by mistake. Each break must make the scenario named by `only` fail.

/** @type {{ name: string, file?: string, replace: [string, string], only: string }[]} */
export const mutations = [
  {
    name: 'another code is expected',
    replace: [
      '- **If `exit 25` or `incomplete`**: answers are missing, not bad.',
      '- **If `exit 26` or `incomplete`**: answers are missing, not bad.'
    ],
    only: 'the application fails'
  },
  {
    name: 'a target is swapped',
    replace: [
      'The model need not go back. Continue to [Action 3].',
      'The model need not go back. Continue to [Step 4].'
    ],
    only: 'the model is asked until an answer parses'
  },
  {
    name: 'a command is deleted',
    replace: [
      '```bash\nnode "$RUNBOOK/scripts/compare.mjs" "$EVIDENCE_DIR/baseline.jsonl" "$EVIDENCE_DIR/app-a.jsonl"\n```\n',
      ''
    ],
    only: 'a few answers were lost, and it may be chance'
  },
  {
    name: 'chance is taken for a loss',
    file: 'scripts/compare.mjs',
    replace: ['return { worse: lost > won && p < 0.01,', 'return { worse: lost > won && p < 0.5,'],
    only: 'a few answers were lost, and it may be chance'
  },
  {
    name: 'the verification looks whether some model serves, not which',
    file: 'scripts/pinned.sh',
    replace: ['if . == [env.MODEL_KNOWN_GOOD] then "pinned"', 'if length == 1 then "pinned"'],
    only: 'the temperature is tuned'
  }
]
