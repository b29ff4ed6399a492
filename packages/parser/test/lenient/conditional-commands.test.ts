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
      'a jump in a sentence of its own',
      'If it is down, run `systemctl restart app`. Then go to step 4.',
      'it is down',
      'df -i /data'
    ],
    ['only if, behind it', 'Run `systemctl restart app` only if it is down.', 'it is down', 'tail app.log'],
    ['if, behind it', 'Run `systemctl restart app` if the queue still grows.', 'the queue still grows', 'tail app.log'],
    [
      'unless, behind it',
      'Run `systemctl restart app` unless it is the primary.',
      'it is not so that it is the primary',
      'tail app.log'
    ],
    [
      'unless, before it',
      'Unless it is the primary, run `systemctl restart app`.',
      'it is not so that it is the primary',
      'tail app.log'
    ],
    ['in brackets', 'Run `systemctl restart app` (only if it is down).', 'it is down', 'tail app.log'],
    [
      'before a colon',
      'Restart it only if the check failed: `systemctl restart app`',
      'the check failed',
      'tail app.log'
    ],
    ['if necessary, before it', 'If necessary, restart it: `systemctl restart app`', 'necessary', 'tail app.log'],
    ['if needed, behind it', 'Restart it with `systemctl restart app` if needed.', 'needed', 'tail app.log'],
    ['once approved', 'Once approved, run `systemctl restart app`.', 'approved', 'tail app.log'],
    [
      'an approval of somebody',
      'Run `systemctl restart app` once the DBA has approved it.',
      'the DBA has approved it',
      'tail app.log'
    ],
    ['a last resort', 'As a last resort, run `systemctl restart app`.', 'as a last resort', 'tail app.log'],
    ['when', 'When the status is red, run `systemctl restart app`.', 'the status is red', 'tail app.log'],
    [
      'only if, with a fence below',
      'Restart it only if it is down:\n\n   ```sh\n   systemctl restart app\n   ```',
      'it is down',
      'tail app.log'
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

describe('where a decision leads by words alone', () => {
  const text = (decision: string): string =>
    `## Diagnosis\n\nLook at it:\n\n\`\`\`sh\ndf -h /data\n\`\`\`\n\n${decision}\n\n## Mitigation\n\n### Prune images\n\n    docker image prune\n\n### Rotate logs\n\n1. \`logrotate -f /etc/x\`\n\n### Extend it\n\n    lvextend -r /dev/x`
  const waysOf = (decision: string): [string | null, string][] => {
    const { graph } = parseRunbook(`# T\n\n${text(decision)}\n`)
    return graph.edges.flatMap(({ from, on, condition, to }) =>
      from === graph.entry && on === 'branch' ? [[condition, to] as [string | null, string]] : []
    )
  }

  test.each<[string, string, [string | null, string][]]>([
    [
      'the names of sections',
      'If docker is the largest, prune images (see below). If the log is the largest, rotate logs.',
      [
        ['docker is the largest', 'prune-images'],
        ['the log is the largest', 'rotate-logs']
      ]
    ],
    [
      'anything else',
      'If docker is the largest, prune images.\nAnything else: page the storage team.',
      [
        ['docker is the largest', 'prune-images'],
        ['Otherwise', 'stop:escalate']
      ]
    ]
  ])('%s', (_, decision, ways) => {
    expect(waysOf(decision)).toEqual(ways)
  })
})

test('a bullet of its own with a condition and a command is a step behind it', () => {
  const bullets =
    '- Check the load: `df -h /data`\n- If it is above 10, run `systemctl restart app`.\n- Check again: `df -i /data`'
  const way = wayTo(RESTART, bullets)
  expect(way.inTurn).toEqual(['df -h /data', 'df -i /data', 'stop:resolved'])
  expect(way.conditions).toEqual(['it is above 10'])
  expect(way.onward).toEqual(['df -i /data'])
})

describe('what is no condition of a command leaves it in turn', () => {
  test.each<[string, string]>([
    ['a question', 'Run `systemctl restart app` to see if it is up.'],
    ['a check', 'Check if it is down: `systemctl restart app`'],
    ['an end that is only waited for', 'When the copy has finished, run `systemctl restart app`.'],
    ['one time', 'Run `systemctl restart app` once.'],
    ['words behind the command', 'Run `systemctl restart app`. Tell the team if it takes long.'],
    ['a name with a colon', 'Staging: run `systemctl restart app`.'],
    ['words in code', 'Run `systemctl restart app` and look for `status if down`.']
  ])('%s', (_, second) => {
    const way = wayTo(RESTART, list(second))
    expect(way.inTurn).toEqual(['df -h /data', RESTART, 'tail app.log', 'df -i /data', 'stop:resolved'])
  })
})

describe('a jump in a sentence of its own is followed', () => {
  test.each<[string, string]>([
    ['behind a command', 'Restart it: `systemctl restart app`. Then go to step 4.'],
    ['below a command', 'Restart it:\n\n   ```sh\n   systemctl restart app\n   ```\n\n   Continue with step 4.'],
    ['in another word', 'Restart it: `systemctl restart app`. Skip to step 4.']
  ])('%s', (_, second) => {
    const way = wayTo(RESTART, list(second).replace('df -h /data`', 'df -h /data`. If it is empty, go to step 3.'))
    expect(way.inTurn).toEqual(['df -h /data', RESTART, 'df -i /data', 'stop:resolved'])
    expect(way.onward).toEqual(['df -i /data'])
  })
})

test('a circle that nothing leads out of is not followed', () => {
  const way = wayTo(RESTART, list('Restart it: `systemctl restart app`. Then go back to step 1.'))
  expect(way.onward).toEqual(['tail app.log'])
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
    ['of a state', '- Healthy: go to step 3.\n   - Unhealthy: run `systemctl restart app`.', 'Unhealthy'],
    ['of a number', '- Below 80 %: done.\n   - Above 80 %: `systemctl restart app`', 'Above 80 %'],
    ['of a state with an arrow', '- up → go to step 3\n   - down → `systemctl restart app`', 'down'],
    ['with a letter', 'a. Down: `systemctl restart app`\n   b. Up: go to step 3', 'Down'],
    ['behind its command', '- Run `systemctl restart app` if it is down.\n   - Look at the graph.', 'it is down'],
    ['of a place', '- On production, run `systemctl restart app`.\n   - On staging, look.', 'on production'],
    ['deeper', '- Look at the graph.\n     - If it is down, run `systemctl restart app`.', 'it is down']
  ])('%s', (_, bullets, condition) => {
    const text = `1. Check it: \`df -h /data\`\n   ${bullets}\n2. Check again: \`df -i /data\`\n3. Look: \`tail app.log\``
    const way = wayTo(RESTART, text)
    expect(way.inTurn).not.toContain(RESTART)
    expect(way.conditions).toEqual([condition])
    expect(way.onward).toEqual(['df -i /data'])
  })
})

describe('in other languages a condition may stand behind its command as well', () => {
  const lists: Readonly<Record<string, [string, string, string]>> = {
    German: ['Den Platz auf der Platte prüfen', 'Das Protokoll der Anwendung ansehen', 'Noch einmal prüfen'],
    French: ['Vérifier la place sur le disque', "Lire les journaux de l'application", 'Vérifier la page'],
    Spanish: ['Comprobar el espacio en el disco', 'Revisar los registros de la aplicación', 'Comprobar otra vez'],
    Portuguese: ['Verificar o espaço no disco', 'Verificar os logs da aplicação', 'Verificar o disco de novo'],
    Japanese: ['ディスクの空き容量を確認する', 'アプリケーションのログを確認する', 'もう一度確認する'],
    Chinese: ['检查磁盘空间', '查看应用日志', '再次检查磁盘']
  }
  test.each<[string, string, string]>([
    [
      'German',
      '`systemctl restart app` ausführen, aber nur wenn die Platte voll ist.',
      'aber nur wenn die Platte voll ist'
    ],
    ['German', 'Den Dienst bei Bedarf neu starten: `systemctl restart app`', 'bei Bedarf'],
    ['German', 'Nach Freigabe durch den DBA `systemctl restart app` ausführen.', 'Nach Freigabe durch den DBA'],
    ['French', 'Lancer `systemctl restart app` seulement si le disque est plein.', 'seulement si le disque est plein'],
    ['French', 'Si nécessaire, redémarrer le service : `systemctl restart app`', 'Si nécessaire'],
    ['Spanish', 'Ejecutar `systemctl restart app` solo si el disco está lleno.', 'solo si el disco está lleno'],
    ['Spanish', 'Si es necesario, reiniciar el servicio: `systemctl restart app`', 'Si es necesario'],
    [
      'Portuguese',
      'Executar `systemctl restart app` somente se o disco estiver cheio.',
      'somente se o disco estiver cheio'
    ],
    ['Portuguese', 'Se necessário, reiniciar o serviço: `systemctl restart app`', 'Se necessário'],
    ['Japanese', '停止している場合は `systemctl restart app` を実行する', '停止している場合'],
    ['Japanese', '必要に応じて `systemctl restart app` を実行する', '必要に応じて'],
    ['Japanese', '`systemctl restart app` を実行する（停止している場合のみ）', '停止している場合のみ'],
    ['Chinese', '如果服务停止，执行 `systemctl restart app`', '如果服务停止'],
    ['Chinese', '必要时执行 `systemctl restart app`', '必要时'],
    ['Chinese', '执行 `systemctl restart app`（仅当服务停止时）', '仅当服务停止时']
  ])('%s: %s', (language, second, condition) => {
    const [first, third, last] = lists[language]!
    const text = `1. ${first}: \`df -h /data\`\n2. ${second}\n3. ${third}: \`tail app.log\`\n4. ${last}: \`df -i /data\``
    const way = wayTo(RESTART, text)
    expect(way.inTurn).toEqual(['df -h /data', 'tail app.log', 'df -i /data', 'stop:resolved'])
    expect(way.conditions).toEqual([condition])
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
