// What is not to be done: commands that are forbidden, steps that are left out, cases that are told apart in one sentence.
import { describe, expect, test } from 'vitest'
import { parseRunbook, type Runbook } from '../../src/index.ts'

const commandsIn = (text: string): string[] =>
  parseRunbook(`# T\n\n## Steps\n\n1. Look at it.\n2. ${text}\n`).steps.flatMap(({ commands }) =>
    commands.map(({ code }) => code)
  )

describe('code in words', () => {
  test.each<[string, string[]]>([
    ['Find the pod (for example `kubectl get pods`), never use `kubectl delete ns app`.', ['kubectl get pods']],
    ['Do not run `rm -rf /data` here.', []],
    ['Instead of `kill -9 1`, use `systemctl stop app`.', ['systemctl stop app']],
    ['Run `systemctl stop app`, not `kill -9 1`.', ['systemctl stop app']],
    ['Use `systemctl stop app` rather than `kill -9 1`.', ['systemctl stop app']],
    ["Don't run `rm -rf /a` or `rm -rf /b`.", []],
    ['You must never run `rm -rf /a`; run `ls -l /a`.', ['ls -l /a']],
    ['Avoid `kubectl delete ns app`.', []],
    ['`rm -rf /a` must not be run.', []],
    ['If it does not answer, run `systemctl restart app`.', ['systemctl restart app']],
    ['If it does not answer run `systemctl restart app`.', ['systemctl restart app']],
    ['Note the time and run `systemctl restart app`.', ['systemctl restart app']],
    ['Bitte niemals `rm -rf /a` ausführen.', []],
    ['Führe `ls -l /a` aus, statt `rm -rf /a`.', ['ls -l /a']],
    ['Lancez `ls -l /a` au lieu de `rm -rf /a`.', ['ls -l /a']],
    ['Ejecute `ls -l /a` en lugar de `rm -rf /a`.', ['ls -l /a']],
    ['Execute `ls -l /a` em vez de `rm -rf /a`.', ['ls -l /a']],
    ['`ls -l /a` を実行し、`rm -rf /a` を実行しないでください。', ['ls -l /a']],
    ['运行 `ls -l /a`，切勿运行 `rm -rf /a`。', ['ls -l /a']]
  ])('%s', (text, codes) => {
    expect(commandsIn(text)).toEqual(codes)
  })
})

function among(sentence: string, words = 'Check a'): Runbook {
  const before = [1, 2, 3].map((number) => `${number}. ${words}${number}.\n`).join('')
  return parseRunbook(`# T\n\n## Steps\n\n${before}4. ${sentence}\n5. Check a5.\n6. Restart a6.\n7. Check a7.\n`)
}

function leads(sentence: string, words?: string): string {
  const { steps } = among(sentence, words)
  return (steps[3]?.branches ?? [])
    .map(({ isDefault, condition, targets }) => {
      const to = targets.map((target) => {
        if (target.type === 'terminal') return target.terminal
        return target.type === 'step' ? String(steps.findIndex(({ id }) => id === target.step) + 1) : target.type
      })
      return `${isDefault ? 'else' : condition} > ${to.join() || 'next'}`
    })
    .join('; ')
}

describe('steps that are left out', () => {
  test.each<[string, string, string?]>([
    ['If the disk is full, steps 5 and 6 can be skipped.', 'the disk is full > 7'],
    ['If the disk is full, step 5 is not required.', 'the disk is full > 6'],
    ['If the disk is full, steps 5-6 are unnecessary.', 'the disk is full > 7'],
    ['If the disk is full, omit step 5.', 'the disk is full > 6'],
    ['If the disk is full, there is no need to go to step 6.', 'the disk is full > next'],
    ["If the disk is full, you don't have to go to step 6.", 'the disk is full > next'],
    [
      'Falls der Knoten antwortet, Schritt 5 überspringen.',
      'Falls der Knoten antwortet > 6',
      'Prüfe die Seite des Knotens und die Platte '
    ],
    [
      'Si le nœud répond, ignorez l’étape 5.',
      'Si le nœud répond > 6',
      'Vérifiez la page du nœud et les disques de la zone '
    ],
    [
      'Si el nodo responde, omita el paso 5.',
      'Si el nodo responde > 6',
      'Revise la página del nodo y los discos de la zona '
    ],
    ['Se o nó responder, pule o passo 5.', 'Se o nó responder > 6', 'Verifique a página do nó e os discos da zona ']
  ])('%s', (sentence, expected, words) => {
    expect(leads(sentence, words)).toBe(expected)
  })
})

describe('two cases in one sentence', () => {
  test.each([
    [
      'If the disk is not full, go to step 6, but if it is full, go to step 5.',
      'the disk is not full > 6; it is full > 5'
    ],
    [
      'If the answer is "no", go to step 2, and if it is "yes", go to step 7.',
      'the answer is "no" > 2; it is "yes" > 7'
    ],
    [
      'If lag > 5 minutes, go to step 6, else if lag > 1 minute, go to step 7, else stop.',
      'lag > 5 minutes > 6; lag > 1 minute > 7; else > escalate'
    ],
    [
      'If A is up, go to step 6. Else, if B is up, go to step 7. Else, escalate.',
      'A is up > 6; B is up > 7; else > escalate'
    ],
    ['If the queue is empty proceed to step 6.', 'the queue is empty > 6'],
    ['If A is up, and if B is up, go to step 6.', 'A is up, and if B is up > 6'],
    ['If not needed: disable it.', 'not needed > next'],
    ['If not present, go to step 6.', 'not present > 6'],
    ['If it works, go to step 6. If not, go to step 2.', 'it works > 6; else > 2']
  ])('%s', (sentence, expected) => {
    expect(leads(sentence)).toBe(expected)
  })
})

test('a heading of what undoes a step, or of how it is checked, is no second deed', () => {
  const text =
    '# T\n\n## Steps\n\n### Step 1: Apply\n\n```bash\nkubectl apply -f a.yaml\n```\n\n#### Rollback\n\nPut it back.\n\n```bash\nkubectl apply -f old.yaml\n```\n\n#### Verification\n\n```bash\nkubectl get pods\n```\n'
  const [step] = parseRunbook(text).steps
  expect(step!.commands.map(({ code }) => code)).toEqual(['kubectl apply -f a.yaml'])
  expect(step!.fields.map(({ label, commands }) => [label, commands.map(({ code }) => code)])).toEqual([
    ['rollback', ['kubectl apply -f old.yaml']],
    ['verification', ['kubectl get pods']]
  ])
})
