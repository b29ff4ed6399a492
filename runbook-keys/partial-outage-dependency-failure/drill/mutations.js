// @ts-check
// What an author could break in the text, and the scenario that finds it out.

/** @type {readonly { name: string, file?: string, replace: readonly [string, string], only: string }[]} */
export const mutations = [
  {
    name: 'a branch waits for a word that no command prints',
    replace: ['- **If `steady`**', '- **If `stable`**'],
    only: 'it fails now and then, and the switches end'
  },
  {
    name: 'a broken fallback leads to the block by hand',
    replace: [
      '- **If `no-fallback`**: the fallback is broken: ask its owner for one that answers. **STOP: escalate**',
      '- **If `no-fallback`**: the fallback is broken: ask its owner for one that answers. Continue to [Action 3].'
    ],
    only: 'the fallback is broken'
  },
  {
    name: 'no stage of the ramp sets the share',
    file: 'scripts/ramp.sh',
    replace: ['  share_to "$share" || exit\n', ''],
    only: 'half of it was left switched off'
  },
  {
    name: 'an answer of the application passes for the block',
    file: 'scripts/blocked.sh',
    replace: ['$1 == 503 && $2 == 60 &&', '$1 == 503 &&'],
    only: 'there are no switches'
  },
  {
    name: 'every incident without switches ends in a block',
    file: 'scripts/harm.sh',
    replace: [
      'print (class == "down" || class == "misrouted" || radius == "spread" ? "block" : "hold")',
      'print "block"'
    ],
    only: 'one call in five fails, and there are no switches: nobody is shut out'
  },
  {
    name: 'a night without requests counts as a relapse',
    file: 'scripts/ramp.sh',
    replace: [
      '  for n in 1 2 3 4 5 6 7 8 9 10; do curl -gs --max-time "$most" -o /dev/null "$AFFECTED_URL" & sleep 0.1; done\n',
      ''
    ],
    only: 'half of it was left switched off at night, and one call in twenty fails by chance'
  }
]
