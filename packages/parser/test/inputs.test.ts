import { describe, expect, test } from 'vitest'
import { inputsOf } from '../src/runbook/inputs.ts'

describe.each(['bash', null] as const)('interpreter %s', (interpreter) => {
  test.each([
    ['plain', 'echo $A "${B}" ${C:-x} ${#D} ${!E}', ['A', 'B', 'C', 'D', 'E']],
    ['order and repetition', 'echo $B $A $B', ['B', 'A']],
    ['given by the shell', 'echo $HOME $PATH $RANDOM', []],
    ['lower case', 'echo $a $1 $@', []],
    ['single quotes', "echo '$A' \"it's $B\" '$C'", ['B']],
    ['escape', 'echo \\$A \\\\$B', ['B']],
    ['comment', '# $A\necho $B # $C', ['B']],
    ['no comment', 'echo a#$A', ['A']],
    ['assignment', 'A=1; echo $A', []],
    ['assignment from itself', 'A="$A"; echo $A', ['A']],
    ['use before assignment', 'echo $A; A=1', ['A']],
    ['export', 'export A=1\necho $A', []],
    ['for', 'for A in 1 2; do echo $A; done', []],
    ['read', 'read -r A; echo $A', []],
    ['here-document', 'cat <<EOF\n$A\nEOF', ['A']],
    ['quoted here-document', "cat <<'EOF'\n$A\nEOF\necho $B", ['B']],
    ['here-document in double quotes, with tabs', 'cat <<-"EOF"\n$A\n\tEOF\necho $B', ['B']],
    ['open here-document', "cat <<'EOF'\n$A", []],
    ['a word of the shell on the line of a here-document', "cat <<'EOF' > $A\nb\nEOF", ['A']],
    ['open quote', "echo '$A", []],
    ['node inside', "node -p 'process.env.A'", ['A']],
    ['jq inside', "jq '.a == env.A and $ENV.B'", ['A', 'B']],
    ['psql inside', "psql <<'SQL'\n\\getenv a A\nSQL", ['DATABASE_URL', 'A']],
    ['python inside', "python3 - <<'EOF'\nos.environ['A'], os.environ.get(\"B\"), os.getenv('C')\nEOF", ['A', 'B', 'C']]
  ])('%s', (_, code, names) => {
    expect(inputsOf(code, interpreter)).toEqual(names)
  })
})

test.each([
  ['js', "process.env.A + process.env['B']", ['A', 'B']],
  ['js', 'const { A, B: b } = process.env', ['A', 'B']],
  ['js', '`$C ${D}`', []],
  ['python', 'import os\nos.environ["A"]', ['A']],
  ['sql', "select '$A'", ['DATABASE_URL']],
  ['sql', '\\getenv a A\nselect :a', ['DATABASE_URL', 'A']]
] as const)('%s: %s', (interpreter, code, names) => {
  expect(inputsOf(code, interpreter)).toEqual(names)
})
