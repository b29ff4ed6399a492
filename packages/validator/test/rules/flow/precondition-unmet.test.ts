import type { Patch } from '../../support/patch.js'
import { testRule, type Expected } from '../../support/test-rule.js'

/** The valid pack with other words in the precondition of its action, on line 63. */
const asks = (words: string, change: (text: string) => string = (text) => text): Patch => ({
  files: { 'README.md': (text) => change(text.replace('no worker has run for ten minutes.', words)) }
})
/** A way back from the verification, so that it can come before the action, but only after the first time. */
const again = (text: string) =>
  text
    .replace('Continue to [Verify 1]', '**STOP: resolved**')
    .replace('in the last minute.\n', '$&\n- **If `0`**: [Action 1]\n- **Otherwise**: **STOP: escalate**\n')
/** A second check, to which only the answer `2` of the first leads, and from which nothing leads on. */
const aside = (text: string) =>
  text
    .replace('- **If `exit 2`**', '- **If `2`**: a copy answers. Continue to [Check 2].\n$&')
    .replace('## Diagnosis flow', '### Check 2: Look at the copy\n\nLook.\n\n- **Otherwise**: **STOP: escalate**\n\n$&')

const never = (at: string, text: string, needed: string, step = 'Action 1'): Expected => ({
  id: 'never',
  file: 'README.md',
  at,
  text,
  data: { step, needed }
})
const answer = (at: string, text: string, needed: string, answers: string): Expected => ({
  id: 'answer',
  file: 'README.md',
  at,
  text,
  data: { step: 'Action 1', needed, answers }
})

const passed: [string, Patch][] = [
  ['a step that every way passes', asks('[Step 1] was passed.')],
  [
    'a step that one of two ways passes',
    asks('[Check 2] was done.', (text) => aside(text).replace(/(Look\.\n\n- .*: ).*/, '$1[Step 1]'))
  ],
  ['one of several steps', asks('[Verify 1] or [Step 1] was passed.')],
  ['an answer that leads here', asks('Step 1 counted `> 0`.')],
  ['one of several answers', asks('Check 1 printed `exit 2` or `1`.')],
  ['words that are no answer of the step', asks('[Check 1] printed `ready`.')],
  ['two answers at once', asks('[Check 1] printed `exit 2` and `1`.')],
  ['a case', asks('when [Verify 1] was passed, nobody works.')],
  ['a way among others that no step shows', asks('[Verify 1] was passed, or somebody vouches for it.')],
  ['what has not happened', asks('it is not so that [Verify 1] was passed.')],
  ['a part of a step', asks('the list of [Verify 1] is made.')],
  ['a step that is passed over', asks('[Verify 1] was passed over.')],
  ['a step of another runbook', asks('in `@keys/runbook-stripe-webhook-failure` Verify 1 was passed.')],
  ['a mention without a claim', asks('nobody waits for [Verify 1].')],
  ['a step that is nowhere', asks('Step 9 was passed.')],
  ['the step itself', asks('[Action 1] was done.')],
  ['a target that leads nowhere', asks('[Verify 1] was passed.', (text) => text.replace('[Step 1].', '[Step 9].'))],
  ['a claim that stands in a comment', asks('no worker runs. <!-- [Verify 1] was passed -->')],
  [
    'a step that nothing leads to',
    asks('[Check 2] was done.', (text) => aside(text).replace('Continue to [Check 2]', '**STOP: escalate**'))
  ]
]

testRule('flow/precondition-unmet', [
  ...passed.map(([name, patch]) => [name, patch, []] as const),
  ['what comes later', asks('[Verify 1] was passed.'), [never('63:19-63:29', '[Verify 1]', '`Verify 1`')]],
  [
    'what comes first only the second time',
    asks('[Verify 1] was passed.', again),
    [never('63:19-63:29', '[Verify 1]', '`Verify 1`')]
  ],
  ['what lies on another way', asks('Check 2 was done.', aside), [never('70:19-70:26', 'Check 2', '`Check 2`')]],
  [
    'several steps of which none can come before',
    asks('[Verify 1] or Check 2 has been done.', aside),
    [never('70:19-70:40', '[Verify 1] or Check 2', '`Verify 1` or `Check 2`')]
  ],
  [
    'one of two steps',
    asks('[Step 1] and [Verify 1] were passed.'),
    [never('63:19-63:42', '[Step 1] and [Verify 1]', '`Verify 1`')]
  ],
  [
    'links of all kinds, on lines of their own',
    asks(
      '\n\n- [it moves](#verify-1-the-queue-is-moving-within-5-minutes) was passed;\n- [it moves][Verify 1] has passed\n- verification 1\n  is done'
    ),
    [
      never('65:3-65:61', '[it moves](#verify-1-the-queue-is-moving-within-5-minutes)', '`Verify 1`'),
      never('66:3-66:23', '[it moves][Verify 1]', '`Verify 1`'),
      never('67:3-67:17', 'verification 1', '`Verify 1`')
    ]
  ],
  [
    'the precondition of another step, taken over',
    asks('as for [Action 2].', (text) =>
      text
        .replace('[Action 1].\n- **If `exit 1`', '[Action 1].\n- **If `< 0`**: odd. [Action 2]\n- **If `exit 1`')
        .replace(
          '## Verification',
          '### Action 2: Wait (REVERSIBLE)\n\n**Precondition**: the same as for [Action 1]. [Verify 1] was passed.\n\n$&'
        )
    ),
    [never('64:26-64:36', '[Action 2]', '`Verify 1`'), never('96:47-96:57', '[Verify 1]', '`Verify 1`', 'Action 2')]
  ],
  [
    'an answer that leads elsewhere',
    asks('[Step 1] counted `0`.'),
    [answer('63:19-63:27', '[Step 1]', '`Step 1`', '`0`')]
  ],
  [
    'answers that all lead elsewhere',
    asks('Step 1 ended with `exit 1`, `exit 2` or `0`, and nobody works.'),
    [answer('63:19-63:25', 'Step 1', '`Step 1`', '`exit 1` or `exit 2` or `0`')]
  ],
  [
    'an answer beside which a person may decide otherwise',
    asks('[Step 1] counted `0`.', (text) =>
      text.replace('- **If `exit 1`', '- **If two people disagree**: [Action 1]\n$&')
    ),
    []
  ],
  [
    'an answer that a wider matcher above may hold for',
    asks('[Step 1] counted `0`.', (text) => text.replace('- **If `0`', '- **If `/^0/`**: [Action 1]\n$&')),
    []
  ]
])
