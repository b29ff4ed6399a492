import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { packSchema } from '@keys/schema'
import { parseRunbook, toTree } from '@keys/parser'
import fc from 'fast-check'
import { createAnalyzer } from '@keys/command-analysis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { converted, draftPack, importPacks, profileOf, unzip, ZipError, type Answers } from '../src/index.ts'

const corpus = join(import.meta.dirname, '../../parser/test/lenient/corpus')
const texts = readdirSync(corpus)
  .filter((name) => name.endsWith('.md'))
  .map((name) => [name, readFileSync(join(corpus, name), 'utf8')] as const)

const analyzer = await createAnalyzer()

/** The steps of a draft that nothing leads to. */
function unreached(readme: string): string[] {
  const { steps, graph } = parseRunbook(readme)
  const seen = new Set<string>()
  const left = [graph.entry ?? '']
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    for (const { from, to } of graph.edges) if (from === id) left.push(to)
  }
  return steps.flatMap(({ id, label }) => (seen.has(id) ? [] : [label ?? id]))
}

/** The lines of a source that are neither in the draft nor in its map. */
function lost(text: string, file = 'a.md'): string[] {
  const { files, map } = draftPack({ text, file })
  const kept = new Set([
    ...Object.values(files).flatMap((content) => content.split('\n').map((line) => line.trim())),
    ...map.map((line) => line.text.trim())
  ])
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '' && !kept.has(line.trim()))
}

const LINES = [
  '',
  '',
  '# T',
  '## Fix',
  '## Notes',
  '### Step 1: Look',
  '1. Check it',
  '2. If red, go to step 3',
  '3. Restart it',
  '- Otherwise: stop',
  '```console',
  '```',
  '$ ls <dir>',
  'total 0',
  '| Symptom | Fix |',
  '|---|---|',
  '| a | restart b |',
  '**Rollback:**',
  '> quote',
  '---',
  'title: x',
  'Words, and words.',
  '  indented',
  '<!-- c -->',
  '- [ ] Do it',
  '**Option 1: a**',
  'ünïcödé 漢字'
]

describe('nothing is lost', () => {
  test.each(texts)('of %s', (_, text) => {
    expect(lost(text)).toEqual([])
  })
  test('of any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LINES), { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        (lines, end) => {
          expect(lost(lines.join(end))).toEqual([])
        }
      ),
      { numRuns: 150 }
    )
  })
})

describe('a draft', () => {
  test.each(texts.filter(([name]) => name !== 'no-procedure.md'))(
    'of %s keeps its steps, is a pack, and asks',
    (_, text) => {
      const { files, questions, refusal } = draftPack({ text, file: 'a.md' })
      expect(refusal).toBeNull()
      expect(packSchema.safeParse(JSON.parse(files['pack.json']!)).error?.issues ?? []).toEqual([])
      const before = parseRunbook(text).steps.filter(({ section }) => section !== 'escalation')
      const after = parseRunbook(files['README.md']!).steps
      expect(after.length).toBe(before.length)
      expect(after.every(({ label }) => label !== null)).toBe(true)
      expect(unreached(files['README.md']!)).toEqual([])
      for (const { label } of after) expect(files['checklist.md']).toContain(`[${label}]`)
      expect(questions.map(({ id }) => id)).toContain('license')
      expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
      const lines = text.split('\n').length
      for (const { place } of questions) expect(place.line >= 1 && place.line <= lines).toBe(true)
    }
  )

  test('a text without a step is refused with the reason', () => {
    expect(draftPack({ text: '# A\n\nWords.\n', file: 'a.md' }).refusal).toBe('No step was found in it.')
  })

  const text =
    '# Disk\n\n## Fix\n\n1. Look at <host>:\n\n   ```console\n   $ df -h <host>\n   full\n   ```\n\n   - If full, clean it.\n2. Restart it:\n\n   ```sh\n   systemctl restart x\n   ```\n'
  test('transcripts, placeholders and decisions take our form', () => {
    const readme = draftPack({ text, file: 'disk.md' }).files['README.md']!
    expect(readme).toContain('```bash\ndf -h "${HOST}"\n```')
    expect(readme).toContain('```text\nfull\n```')
    expect(readme).toContain('- **If full**: clean it.')
  })

  test('answers are put in, and wrong ones are no answers', () => {
    const { questions } = draftPack({ text, file: 'disk.md' })
    const effect = questions.find(({ kind }) => kind === 'effect')!
    const target = questions.find(({ kind }) => kind === 'target')!
    const answers = {
      [effect.id]: 'reversible',
      [target.id]: 'Action 2',
      license: 'MIT',
      owner: 'Storage team',
      alert: 'DiskFull'
    }
    const draft = draftPack({ text, file: 'disk.md', answers })
    expect(draft.files['README.md']).toContain('(REVERSIBLE)')
    expect(draft.files['README.md']).toContain('- **If full**: clean it. Continue to [Action 2].')
    expect(draft.files['README.md']).toMatch(/^\[Action 2\]: #action-2/m)
    expect(draft.files['README.md']).toContain('**Alert**: `DiskFull`')
    expect(JSON.parse(draft.files['pack.json']!)).toMatchObject({
      license_spdx: 'MIT',
      author: { name: 'Storage team' }
    })
    expect(draft.questions.length).toBe(questions.length - 5)
    expect(draftPack({ text, file: 'disk.md', answers: { [effect.id]: 'harmless' } }).questions.length).toBe(
      questions.length
    )
  })
})

describe('what many steps have in common is asked once', () => {
  const asked = (text: string, answers: Record<string, string> = {}) =>
    draftPack({ text, file: 'a.md', answers, analyzer }).questions.filter(({ needed }) => needed === 'use')

  test.each(texts.filter(([name]) => name !== 'no-procedure.md'))('%s asks two to eight questions', (_, text) => {
    const { length } = asked(text)
    expect(length).toBeGreaterThanOrEqual(1)
    expect(length).toBeLessThanOrEqual(8)
  })

  test.each([
    ['what is shown to look only is not asked about', 'Restart it:\n\n   ```sh\n   kubectl get pods\n   ```', null],
    ['what only looks is written', 'Show them:\n\n   ```sh\n   kubectl get pods\n   ```', undefined],
    [
      'what changes is proposed',
      'Scale it:\n\n   ```sh\n   kubectl scale deploy web --replicas=3\n   ```',
      'reversible'
    ],
    ['what destroys too', 'Drop it:\n\n   ```sh\n   psql -c "drop table jobs"\n   ```', 'irreversible'],
    ['words alone are proposed', 'Check the page of the vendor.', 'read-only'],
    ['of others nothing is known', 'Tell the vendor.', null]
  ])('effects: %s', (_, item, proposal) => {
    const effect = asked(`# A\n\n## Fix\n\n1. ${item}\n`).find(({ kind }) => kind === 'effect')
    expect(effect?.proposal).toBe(proposal)
  })

  test('all decisions without a target are asked about together, and one by one on demand', () => {
    const text =
      '# A\n\n## Diagnosis\n\n1. Look at it.\n   - If red, note it.\n   - If blue, note that.\n2. Look again.\n'
    const targets = (answers: Record<string, string> = {}) =>
      asked(text, answers)
        .filter(({ kind }) => kind === 'target')
        .map(({ id }) => id)
    expect(targets()).toEqual(['targets'])
    expect(targets({ targets: 'one by one' })).toEqual(['target-6-4', 'target-7-4'])
    expect(targets({ 'target-6-4': 'escalate' })).toEqual(['target-7-4'])
    const answers = { targets: 'as proposed', 'target-7-4': 'escalate' }
    const readme = draftPack({ text, file: 'a.md', answers }).files['README.md']!
    expect(readme).toContain(
      '- **If red**: note it. Continue to [Step 2].\n- **If blue**: note that. **STOP: escalate**'
    )
  })

  test.each([
    ['## Common fixes\n\n1. Restart the web server.\n2. Clear the cache.\n3. Add a node.\n', true],
    ['## Fix\n\n### Solutions\n\n#### Restart it\n\nRestart the pod.\n\n#### Scale it\n\nAdd a replica.\n', true],
    ['## Fix\n\n### Option 1: restart\n\n1. Restart the pod.\n\n### Option 2: scale\n\n1. Add a replica.\n', false],
    ['## Fix\n\n1. Restart the pod.\n2. Add a replica.\n', false]
  ])('whether steps are ways to choose from is asked where it is not said: %j', (section, isAsked) => {
    const text = `# A\n\n${section}`
    expect(asked(text).some(({ id }) => id === 'order')).toBe(isAsked)
    const { steps, graph } = parseRunbook(
      draftPack({ text, file: 'a.md', answers: { order: 'one after the other' } }).files['README.md']!
    )
    const actions = steps.filter(({ kind }) => kind === 'action')
    const leads = actions
      .slice(0, -1)
      .every(({ id }, index) => graph.edges.some(({ from, to }) => from === id && to === actions[index + 1]!.id))
    // Ways that call themselves so stay ways.
    expect(leads).toBe(!section.includes('Option'))
  })

  const items = [
    'Check the nodes',
    'Restart `web` on <host>',
    'Delete the old pods',
    'Remove the key of <user>',
    'Drain it'
  ]
  const text = `# Nodes\n\n## Fix\n\n${items.map((item, index) => `${index + 1}. ${item}.`).join('\n')}\n\n\`\`\`bash\nssh <host> rm <file>\n\`\`\`\n`
  test('an answer is for all of them, and one may have its own', () => {
    const id = parseRunbook(text).steps[2]!.id
    const answers = {
      effect: 'reversible',
      [`effect-${id}`]: 'irreversible',
      rollback: 'call the team',
      [`rollback-${id}`]: 'restore it',
      secrets: 'none'
    }
    const { files, questions } = draftPack({ text, file: 'nodes.md', answers })
    const readme = files['README.md']!
    // The answer is for those of which nothing was likely.
    expect([...readme.matchAll(/^### .*\((\S+)\)$/gm)].map((match) => match[1])).toEqual([
      'READ-ONLY',
      'REVERSIBLE',
      'IRREVERSIBLE',
      'REVERSIBLE',
      'REVERSIBLE'
    ])
    expect([...readme.matchAll(/^\*\*Rollback\*\*: (.*)$/gm)].map((match) => match[1])).toEqual([
      'call the team',
      'restore it',
      'call the team',
      'call the team'
    ])
    expect(questions.map((question) => question.id)).not.toContain('secrets')
  })
})

describe('an import that is done again', () => {
  const order = (folder: string, answers: string | null): Parameters<typeof importPacks>[0] => ({
    path: 'disk.md',
    from: null,
    out: '.',
    slug: null,
    answers,
    folder,
    toTree: undefined
  })
  const place = async (): Promise<string> => {
    const folder = mkdtempSync(join(tmpdir(), 'keys-import-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'disk.md'), '# Disk\n\n1. Look at it.\n2. Clean it.\n')
    writeFileSync(join(folder, 'answers.json'), '{"owner": "Storage team"}')
    await importPacks(order(folder, null), null)
    return folder
  }

  test('puts the answers into the draft', async () => {
    const folder = await place()
    await importPacks(order(folder, 'answers.json'), null)
    expect(readFileSync(join(folder, 'disk/pack.json'), 'utf8')).toContain('Storage team')
  })

  test.each(['README.md', 'checklist.md', 'pack.json'])(
    'does not replace %s after somebody worked on it',
    async (name) => {
      const folder = await place()
      const path = join(folder, 'disk', name)
      const text = `${readFileSync(path, 'utf8')}\n`
      writeFileSync(path, text)
      await expect(importPacks(order(folder, 'answers.json'), null)).rejects.toThrow(`${name} in `)
      expect(readFileSync(path, 'utf8')).toBe(text)
    }
  )
})

test.each([
  ['# KubeNodeNotReady\n\n1. Look.\n', 'a.md', 'KubeNodeNotReady'],
  ['# A node is not ready\n\n1. Look.\n', 'node/HTTPErrorsHigh.md', 'HTTPErrorsHigh'],
  ['# Node\n\n1. Look.\n', 'Node.md', null],
  // Capitals may belong to the part before or to that behind: each way was tried.
  [`# ${'A'.repeat(60)}!\n\n1. Look.\n`, 'a.md', null]
])('an alert is proposed that the title or the file is named after: %j in %s', (text, file, proposal) => {
  const { questions } = draftPack({ text, file })
  expect(questions.find(({ id }) => id === 'alert')?.proposal).toBe(proposal)
})

describe('exports', () => {
  test.each([
    ['Disk full 0123456789abcdef0123456789abcdef.md', '# Disk', 'notion'],
    ['a.md', '# **Disk**\n', 'gdocs'],
    ['a.xhtml', '<h1>Disk</h1>', 'confluence'],
    ['a.json', '{"schemaVersion": "0.3", "mainSteps": []}', 'ssm'],
    ['a.yaml', 'schemaVersion: "0.3"\nmainSteps: []', 'ssm'],
    ['a.json', '{"type": "playbook", "spec_version": "cacao-2.0"}', 'cacao'],
    ['a.md', '# Disk', 'markdown']
  ])('%s is told', (file, text, profile) => {
    expect(profileOf(file, text)).toBe(profile)
  })

  test('Notion: asides are quotes, ids are gone', () => {
    const { text, file } = converted(
      'notion',
      'Disk full 0123456789abcdef0123456789abcdef.md',
      '# Disk\n\n<aside>\n💡 Careful\n\n</aside>\n\n[Next](Next%200123456789abcdef0123456789abcdef.md)\n'
    )
    expect([file, text]).toEqual(['Disk full.md', '# Disk\n\n> 💡 Careful\n\n[Next](Next.md)\n'])
  })

  test('Google Docs: headings and escapes are plain', () => {
    const { text } = converted(
      'gdocs',
      'a.md',
      '# **Disk**\n\n1\\. Run \\`df \\-h\\`\n\n[image1]: <data:image/png;base64,AAAA>\n'
    )
    expect(text).toContain('# Disk\n\n1. Run')
    expect(text).not.toContain('base64')
  })

  test('Confluence: headings, code, tasks, panels, tables', () => {
    const page =
      '<h2>Fix</h2><ol><li><p>Look</p><ac:structured-macro ac:name="code"><ac:parameter ac:name="language">bash</ac:parameter><ac:plain-text-body><![CDATA[df -h <x>\ndu]]></ac:plain-text-body></ac:structured-macro></li><li>Restart <strong>it</strong> &amp; wait</li></ol>' +
      '<ac:structured-macro ac:name="warning"><ac:rich-text-body><p>Careful</p></ac:rich-text-body></ac:structured-macro>' +
      '<ac:task-list><ac:task><ac:task-status>incomplete</ac:task-status><ac:task-body>Tell them</ac:task-body></ac:task></ac:task-list>' +
      '<table><tbody><tr><th>Symptom</th><th>Fix</th></tr><tr><td>a|b</td><td><p>c</p></td></tr></tbody></table>'
    const { text } = converted('confluence', 'a.xhtml', page)
    for (const part of [
      '## Fix',
      '1. Look',
      '   ```bash\n   df -h <x>\n   du\n   ```',
      '2. Restart **it** & wait',
      '> Careful',
      '- [ ] Tell them',
      '| a\\|b | c |'
    ])
      expect(text).toContain(part)
    expect(parseRunbook(text).steps.map(({ title }) => title)).toEqual(['Look', 'Restart it & wait'])
  })

  test('Systems Manager: steps, branches and ends', () => {
    const document = {
      schemaVersion: '0.3',
      description: 'Restart a host',
      parameters: { Id: { type: 'String', description: 'the host' } },
      mainSteps: [
        { name: 'check', action: 'aws:executeAwsApi', inputs: { Service: 'ec2' } },
        {
          name: 'choose',
          action: 'aws:branch',
          inputs: {
            Choices: [{ Variable: '{{ check.State }}', StringEquals: 'stopped', NextStep: 'start' }],
            Default: 'end'
          }
        },
        {
          name: 'start',
          action: 'aws:runCommand',
          inputs: { DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['systemctl start x'] } },
          onFailure: 'step:end'
        },
        { name: 'end', action: 'aws:sleep', inputs: {}, isEnd: true }
      ]
    }
    const { text } = converted('ssm', 'a.json', JSON.stringify(document))
    const { steps } = parseRunbook(text)
    expect(steps.map(({ title }) => title)).toEqual(['check', 'choose', 'start', 'end'])
    expect(steps[1]!.branches.map(({ targets }) => targets[0])).toMatchObject([{ step: 'start' }, { step: 'end' }])
    expect(steps[2]!.commands.map(({ code }) => code)).toEqual(['systemctl start x'])
  })

  test.each(['a `word`', 'cat <<X\n```\nX', 'cat <<X\n````\n```bash\n````\nX', '`'.repeat(9)])(
    'a command that holds backticks stays one command: %j',
    (code) => {
      const ssm = {
        schemaVersion: '0.3',
        mainSteps: [
          {
            name: 'run',
            action: 'aws:runCommand',
            inputs: { DocumentName: 'AWS-RunShellScript', Parameters: { commands: [code] } }
          }
        ]
      }
      const cacao = {
        type: 'playbook',
        spec_version: 'cacao-2.0',
        name: 'Run',
        workflow_start: 'action--1',
        workflow: { 'action--1': { type: 'action', name: 'Run it', commands: [{ type: 'bash', command: code }] } }
      }
      const page = `<h2>Run it</h2><pre>${code}</pre>`
      for (const text of [
        converted('ssm', 'a.json', JSON.stringify(ssm)).text,
        converted('cacao', 'a.json', JSON.stringify(cacao)).text,
        converted('confluence', 'a.xhtml', page).text
      ]) {
        const codes = toTree(text).children.flatMap((node) => (node.type === 'code' ? [node.value] : []))
        expect(codes).toEqual([code])
      }
    }
  )

  test('CACAO: the workflow in its order', () => {
    const playbook = {
      type: 'playbook',
      spec_version: 'cacao-2.0',
      name: 'Block',
      workflow_start: 'start--1',
      workflow: {
        'end--1': { type: 'end' },
        'action--2': {
          type: 'action',
          name: 'Block it',
          commands: [{ type: 'bash', command_b64: btoa('iptables -A INPUT -j DROP') }],
          on_completion: 'end--1'
        },
        'if--1': {
          type: 'if-condition',
          name: 'Is it bad',
          condition: 'bad = true',
          on_true: 'action--2',
          on_false: 'end--1'
        },
        'action--1': {
          type: 'action',
          name: 'Look',
          commands: [{ type: 'manual', command: 'Look at the log.' }],
          on_completion: 'if--1'
        },
        'start--1': { type: 'start', on_completion: 'action--1' }
      }
    }
    const { steps } = parseRunbook(converted('cacao', 'a.json', JSON.stringify(playbook)).text)
    expect(steps.map(({ title }) => title)).toEqual(['Look', 'Is it bad', 'Block it'])
    expect(steps[1]!.branches.map(({ targets }) => targets[0])).toMatchObject([
      { step: 'block-it' },
      { type: 'terminal', terminal: 'resolved' }
    ])
    expect(steps[2]!.commands.map(({ code }) => code)).toEqual(['iptables -A INPUT -j DROP'])
  })
})

/** A zip file of some entries. */
function zip(entries: readonly { path: string; content: string; size?: number; mode?: number }[]): Uint8Array {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { path, content, size, mode = 0 } of entries) {
    const [name, data] = [Buffer.from(path), deflateRawSync(content)]
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt16LE(name.length, 26)
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    head.writeUInt16LE(8, 10)
    head.writeUInt32LE(data.length, 20)
    head.writeUInt32LE(size ?? Buffer.byteLength(content), 24)
    head.writeUInt16LE(name.length, 28)
    head.writeUInt32LE((mode << 16) >>> 0, 38)
    head.writeUInt32LE(offset, 42)
    parts.push(local, name, data)
    central.push(head, name)
    offset += 30 + name.length + data.length
  }
  const list = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}

describe('zip files', () => {
  test('are unpacked', () => {
    const files = unzip(
      zip([
        { path: 'a/b.md', content: '# B' },
        { path: 'c.png', content: 'x' }
      ]),
      (path) => path.endsWith('.md')
    )
    expect(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([['a/b.md', '# B']])
  })
  test.each([
    ['a path that leads out', [{ path: '../a.md', content: 'x' }]],
    ['an absolute path', [{ path: '/etc/a.md', content: 'x' }]],
    ['a drive', [{ path: 'C:a.md', content: 'x' }]],
    ['a backslash', [{ path: 'a\\..\\b.md', content: 'x' }]],
    ['a link', [{ path: 'a.md', content: 'x', mode: 0o120777 }]],
    ['a file that unpacks to more than it says', [{ path: 'a.md', content: 'x'.repeat(100_000), size: 10 }]],
    ['a bomb', [{ path: 'a.md', content: 'x', size: 2 ** 31 }]]
  ])('with %s are refused', (_, entries) => {
    expect(() => unzip(zip(entries), () => true)).toThrow(ZipError)
  })
  test.each(['', 'no zip', 'PK\u0005\u0006'])('%j is no zip file', (bytes) => {
    expect(() => unzip(Buffer.from(bytes), () => true)).toThrow(ZipError)
  })
})

describe('a draft is near to a release', () => {
  const text = [
    '# Stop the web server',
    '## Preconditions',
    '- Make sure that the host is reachable\n- Make sure that a window is agreed',
    '## Procedure',
    '1. **Check the `web` service**\n   ```bash\n   systemctl is-enabled web\n   ```',
    '2. **Stop it**: now\n   ```bash\n   systemctl disable --now web\n   ```',
    '3. **Look again**\n   ```bash\n   systemctl is-active web\n   ```'
  ].join('\n\n')
  const answers = {
    effect: 'reversible',
    precondition: 'A window is agreed',
    expected: 'it is',
    'escalate-when': 'it comes back; a page is down',
    contact: 'Web team',
    evidence: 'the ticket; the output',
    'follow-ups': 'remove the package'
  }
  const { files, questions } = draftPack({ text, file: 'web.md', answers, analyzer })
  const readme = files['README.md']!

  test('looks before the first change and after the last are diagnosis and verification', () => {
    const { steps } = parseRunbook(readme)
    expect(steps.map(({ label, title }) => `${label}: ${title}`)).toEqual([
      'Check 1: Make sure that the host is reachable',
      'Check 2: Make sure that a window is agreed',
      'Step 1: Check the web service',
      'Action 1: Stop it',
      'Verify 1: Look again'
    ])
  })

  test('a title in bold stands in the heading alone', () => {
    expect(readme).not.toContain('*Check')
    expect(readme).not.toContain('*Stop')
    expect(readme).toMatch(/### Action 1: Stop it[^\n]*\n\nnow\n```bash/)
  })

  test('what was answered stands where a release needs it', () => {
    expect(readme).toContain('**Precondition**: A window is agreed')
    expect(readme).toContain('**Expected**: it is')
    expect(readme).toContain('**Escalate when**\n\n- it comes back\n- a page is down')
    expect(readme).toContain('**Contacts**\n\n- Web team: `____________`')
    expect(readme).toContain('## Evidence & audit notes\n\n- the ticket\n- the output')
    expect(readme).toContain('## Post-incident follow-ups\n\n- remove the package')
    expect(files['checklist.md']).toContain('*Read-do*')
    expect(files['checklist.md']).toContain('## Evidence & audit notes')
  })

  test('all of it is asked once, and waits until the release', () => {
    const open = draftPack({ text, file: 'web.md', analyzer }).questions
    expect(open.filter(({ needed }) => needed === 'use').map(({ id }) => id)).toEqual(['effect', 'alert', 'contact'])
    for (const id of ['precondition', 'expected', 'escalate-when', 'evidence', 'follow-ups'])
      expect(open.filter((question) => question.id === id).map(({ needed }) => needed)).toEqual(['release'])
    expect(questions.map(({ id }) => id)).not.toContain('precondition')
  })
})

describe('what code is for', () => {
  const text = [
    '# Mail queue',
    '',
    '## Diagnosis',
    '',
    '1. Ask the queue:',
    '',
    '   ```sh',
    '   mailq-state',
    '   ```',
    '',
    '   - If it prints `stuck`, go to step 2.',
    '   - If it prints `empty`, you are done.',
    '',
    '2. Look at the answer:',
    '',
    '   ```',
    '   my-tool --all',
    '   ```',
    '',
    '3. Tell the team.',
    '   - If they say `stop`, escalate.'
  ].join('\n')
  const draft = (answers: Answers = {}): ReturnType<typeof draftPack> => draftPack({ text, file: 'mail.md', answers })
  const readmeWith = (answers: Answers): string => draft(answers).files['README.md']!

  test('is asked once, with the lines', () => {
    const asked = draft().questions.filter(({ id }) => ['fences', 'matchers', 'access'].includes(id))
    expect(asked.map(({ id, place, needed, proposal }) => [id, place.line, needed, proposal])).toEqual([
      ['fences', 16, 'use', 'none'],
      ['matchers', 11, 'release', 'a person'],
      ['access', 1, 'release', 'read']
    ])
    expect(asked[0]!.text).toContain('line 16 (my-tool --all)')
  })

  test.each<[string, string]>([
    ['none', '```text\nmy-tool --all'],
    ['16', '```bash\nmy-tool --all']
  ])('a fence without a language, answered with "%s"', (answer, expected) => {
    expect(readmeWith({ fences: answer })).toContain(expected)
  })

  test('a machine compares only what a command prints', () => {
    expect(readmeWith({ matchers: 'a machine' })).toContain('**If it prints `stuck`**')
    expect(readmeWith({ matchers: 'a person' })).toContain('**If it prints “stuck”**')
    expect(readmeWith({ matchers: 'a machine' })).toContain('**If they say “stop”**')
  })

  test('access is what was answered', () => {
    expect(JSON.parse(draft({ access: 'admin' }).files['pack.json']!)).toHaveProperty('required_access_level', 'admin')
    expect(JSON.parse(draft().files['pack.json']!)).not.toHaveProperty('required_access_level')
  })

  test('the license has its text, and the owner', () => {
    const { files } = draft({ license: 'MIT', owner: 'Storage team' })
    expect(files['LICENSE.txt']).toMatch(
      /^MIT License\n\nCopyright \(c\) TODO: the year, Storage team\n\nPermission is hereby/
    )
  })
})
