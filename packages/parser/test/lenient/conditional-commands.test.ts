// What a text makes conditional is a step behind its condition: nothing leads there in turn.
import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../../src/index.ts'

interface Way {
  /** The commands that are offered in turn, no condition asked. */
  inTurn: string[]
  /** The conditions that lead to the command. */
  conditions: string[]
  /** Where it goes on behind the command: other commands, or an end. */
  onward: string[]
}

/** How a command is reached in a text, and what follows it. */
function wayTo(code: string, text: string): Way {
  const { steps, graph } = parseRunbook(`# T\n\n## Steps\n\n${text}\n`)
  const codesOf = (id: string): string[] =>
    steps.find((step) => step.id === id)?.commands.map((command) => command.code) ?? [id]
  const inTurn: string[] = []
  const seen = new Set<string>()
  for (let at = graph.entry; at !== null && !seen.has(at);) {
    seen.add(at)
    inTurn.push(...codesOf(at))
    const from = at
    at = graph.edges.find((edge) => edge.from === from && (edge.on === 'always' || edge.on === 'holds'))?.to ?? null
  }
  const holds = steps.filter(({ commands }) => commands.some((command) => command.code === code)).map(({ id }) => id)
  expect(holds).toHaveLength(1)
  return {
    inTurn,
    conditions: graph.edges.flatMap(({ to, condition }) => (to === holds[0] && condition !== null ? [condition] : [])),
    onward: graph.edges.flatMap(({ from, on, to }) => (from === holds[0] && on !== 'fails' ? codesOf(to) : []))
  }
}

const RESTART = 'systemctl restart app'
const list = (second: string): string =>
  `1. Check it: \`df -h /data\`\n2. ${second}\n3. Look at the log: \`tail app.log\`\n4. Check again: \`df -i /data\``

describe('a conditional command is offered behind its condition only', () => {
  test.each<[string, string, string, string]>([
    [
      'with a jump',
      'If the disk is full, run `systemctl restart app` and go to step 4.',
      'the disk is full',
      'df -i /data'
    ],
    [
      'with a jump back',
      'If it is down, run `systemctl restart app` then go back to step 1.',
      'it is down',
      'df -h /data'
    ],
    ['without a jump', 'If it is down, run `systemctl restart app`.', 'it is down', 'tail app.log'],
    ['and a stop', 'If it is down, run `systemctl restart app` and stop.', 'it is down', 'stop:escalate'],
    ['only if', 'Only if it is down, run `systemctl restart app`.', 'it is down', 'tail app.log'],
    ['of a question', 'Is it down? In that case run `systemctl restart app`.', 'In that case', 'tail app.log'],
    [
      'with a fence',
      'If it is down:\n\n   ```sh\n   systemctl restart app\n   ```\n\n   Then go to step 4.',
      'it is down',
      'df -i /data'
    ],
    [
      'with a list',
      'If it is down\n   1. restart it: `systemctl restart app`\n   2. wait a minute',
      'it is down',
      'tail app.log'
    ]
  ])('%s', (_, second, condition, onward) => {
    const way = wayTo(RESTART, list(second))
    expect(way.inTurn).toEqual(['df -h /data', 'tail app.log', 'df -i /data', 'stop:resolved'])
    expect(way.conditions).toEqual([condition])
    expect(way.onward).toEqual([onward])
  })
})

test('a command with a jump of its own says nothing of its failure, and somebody is called then', () => {
  const { steps, graph } = parseRunbook(
    `# T\n\n## Steps\n\n${list('If the disk is full, run `systemctl restart app` and go to step 4.')}\n`
  )
  const { id } = steps.find(({ commands }) => commands.some(({ code }) => code === RESTART))!
  expect(graph.edges.filter(({ from, on }) => from === id && on === 'fails').map(({ to }) => to)).toEqual([
    'stop:escalate'
  ])
})

describe('a conditional bullet below an item is a step behind its condition', () => {
  test.each<[string, string, string]>([
    ['beside one that ends', '- If it is up: done.\n   - If it is down: run `systemctl restart app`.', 'it is down'],
    ['as the other case', '- If it is up, go to step 3.\n   - Otherwise run `systemctl restart app`.', 'Otherwise'],
    ['of an answer', '- Yes → go to step 3\n   - No → `systemctl restart app`', 'No'],
    ['deeper', '- Look at the graph.\n     - If it is down, run `systemctl restart app`.', 'it is down']
  ])('%s', (_, bullets, condition) => {
    const text = `1. Check it: \`df -h /data\`\n   ${bullets}\n2. Check again: \`df -i /data\`\n3. Look: \`tail app.log\``
    const way = wayTo(RESTART, text)
    expect(way.inTurn).not.toContain(RESTART)
    expect(way.conditions).toEqual([condition])
    expect(way.onward).toEqual(['df -i /data'])
  })
})

describe('in other languages as well', () => {
  test.each<[string, string, string, string]>([
    [
      'German',
      '1. Den Platz auf der Platte prüfen: `df -h /data`\n2. Falls die Platte voll ist, `systemctl restart app` ausführen und weiter mit Schritt 4.\n3. Das Protokoll ansehen: `tail app.log`\n4. Noch einmal prüfen: `df -i /data`',
      'Falls die Platte voll ist',
      'df -i /data'
    ],
    [
      'Spanish',
      '1. Comprobar el espacio en el disco: `df -h /data`\n2. Si el disco está lleno, ejecutar `systemctl restart app` y volver al paso 1.\n3. Revisar los registros de la aplicación: `tail app.log`',
      'Si el disco está lleno',
      'df -h /data'
    ],
    [
      'Portuguese',
      '1. Verificar o espaço no disco: `df -h /data`\n2. Se o disco estiver cheio, execute `systemctl restart app` e volte ao passo 1.\n3. Verificar os logs da aplicação: `tail app.log`',
      'Se o disco estiver cheio',
      'df -h /data'
    ],
    [
      'French',
      "1. Vérifier la place sur le disque : `df -h /data`\n   - Si le disque est plein : exécuter `systemctl restart app`.\n   - Si le service est actif : passer à l'étape 3.\n2. Lire les journaux de l'application : `tail app.log`\n3. Vérifier la page : `df -i /data`",
      'Si le disque est plein',
      'tail app.log'
    ]
  ])('%s', (_, text, condition, onward) => {
    const way = wayTo(RESTART, text)
    expect(way.inTurn).toContain('tail app.log')
    expect(way.inTurn).not.toContain(RESTART)
    expect(way.conditions).toEqual([condition])
    expect(way.onward).toEqual([onward])
  })
})
