// An input that looks like an option of a program: nothing of it runs alone, whatever the heading says.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keysHere, temporaryFolder } from './support.js'

const { PATH = '' } = process.env

async function run(code: string, values: Record<string, string>) {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'work'))
  for (const name of ['a', 'b']) writeFileSync(join(folder, 'work', name), `${name}\n`)
  writeFileSync(join(folder, 'rb.md'), `# T\n\n## Diagnosis\n\n### Step 1: A\n\n\`\`\`bash\n${code}\n\`\`\`\n`)
  const environment = { PATH, KEYS_RUNS: join(folder, 'runs'), ...values }
  const args = ['run', join(folder, 'rb.md'), '--run-commands', '--yes']
  return { ...(await keysHere(args, join(folder, 'work'), environment)), folder: join(folder, 'work') }
}

test.each([
  ['find "$DIR" -maxdepth 1', { DIR: '-delete' }],
  ['sort "$F"', { F: '-oa' }],
  ['sed -n 1p "$F" a', { F: '-i' }],
  ['x=$F; sort "$x" b', { F: '--output=a' }]
])('%s with %j is left to a person', async (code, values) => {
  const { out, err, folder } = await run(code, values)
  expect(out + err).toContain('begins with a dash')
  expect(['a', 'b'].map((name) => existsSync(join(folder, name)) && readFileSync(join(folder, name), 'utf8'))).toEqual([
    'a\n',
    'b\n'
  ])
})

test('with a plain value it runs', async () => {
  const { out } = await run('find "$DIR" -maxdepth 1', { DIR: '.' })
  expect(out).toContain('./a')
})

test('before anybody agrees, what a command does is said of itself, not of its heading', async () => {
  const folder = temporaryFolder()
  const step = (name: string, code: string): string => `### ${name}\n\n\`\`\`bash\n${code}\n\`\`\`\n`
  writeFileSync(
    join(folder, 'rb.md'),
    `# T\n\n## Diagnosis\n\n${step('Step 1: Look', 'kubectl rollout restart deploy/x')}\n${step('Step 2: Look', 'kubectl get pods')}`
  )
  mkdirSync(join(folder, 'elsewhere'))
  const { err } = await keysHere(['run', '../rb.md'], join(folder, 'elsewhere'), {
    PATH,
    KEYS_RUNS: join(folder, 'runs')
  })
  expect(err).toMatch(/bash · (?:REVERSIBLE|IRREVERSIBLE):\n *kubectl rollout restart/)
  expect(err).toMatch(/bash · READ-ONLY:\n *kubectl get pods/)
})
