import { parseRunbook } from '@keys/parser'
import { describe, expect, it } from 'vitest'
import { answersIn, createAnalyzer } from '../src/index.js'

const analyzer = await createAnalyzer()

function answersOf(code: string, scripts: Readonly<Record<string, string>> = {}): string[] | null {
  const markdown = `# A\n\n## Diagnosis flow\n\n### Step 1: A\n\n\`\`\`bash\n${code}\n\`\`\`\n`
  const [facts] = analyzer.analyze(parseRunbook(markdown, { scripts }), markdown).commands
  const answers = facts && answersIn(facts)
  return answers ? [...answers].toSorted() : null
}

describe('answers that stand in the text', () => {
  it.each<[code: string, ...answers: string[]]>([
    ["printf 'ready\\n'", 'ready'],
    ['echo one; echo "two words"', 'two words'],
    ["printf '%s\\n' one two", 'two'],
    ["printf 'all'; printf ' set\\n'", 'all set'],
    ['echo -n a; echo b', 'ab'],
    ["psql -c 'select 1'; printf 'done\\n'", 'done'],
    [
      'printf \'failed: %s of 10\\n\' "$n"; case "$n" in 0) echo none ;; 10) echo all ;; *) echo some ;; esac',
      'all',
      'none',
      'some'
    ],
    ['case "$n" in 0) echo none ;; esac', '', 'none'],
    ['if [ -n "$a" ]; then printf \'needed:%s\\nmissing\\n\' "$a"; else echo ready; fi', 'missing', 'ready'],
    ['( [ -f a ] && { echo yes; exit; }; echo no )', 'no', 'yes'],
    ['( [ -f a ] || { echo broken; exit 3; }; echo whole )', 'whole'],
    ['for i in 1 2 3; do [ -f a ] && { echo up; exit; }; sleep 1; done; echo down', 'down', 'up'],
    ['x=$(psql -c "select 1") || exit\n[ "$x" = 1 ] && echo one || echo other', 'one', 'other'],
    ['echo seen >&2; echo none > "$f"; grep -q a b && echo found', '', 'found'],
    ['say() { printf "%s\\n" "$1"; }; [ -f a ] && say yes; say no', 'no'],
    ['f() { [ -f a ] && { echo early; return; }; echo late; }; f', 'early', 'late'],
    ['f() { [ -f a ] && { echo early; return; }; echo late; }; f; echo end', 'end'],
    ['while read -r x; do echo row; done < f', '', 'row']
  ])('%s', (code, ...answers) => expect(answersOf(code)).toEqual(answers.toSorted()))

  it('those of a script that is run by its name', () => {
    expect(answersOf('bash "$RUNBOOK/scripts/a.sh"', { 'scripts/a.sh': '[ -f a ] && exit 3\necho b' })).toEqual(['b'])
  })
})

describe('answers that only a run can tell', () => {
  it.each([
    'date',
    'echo "$SERVICE_URL"',
    "printf '%d\\n' 3",
    "printf 'a\\x41\\n'",
    'psql -c "select 1" | tail -n 1',
    'echo a; eval "$b"',
    'echo a; exit "$status"',
    'trap "echo b" EXIT; echo a',
    'bash "$RUNBOOK/scripts/b.sh"',
    'f() { f; }; f',
    'echo a &'
  ])('%s', (code) => expect(answersOf(code)).toBeNull())
})
