// All that is measured, by one name: `pnpm bench`. Run after a build, which `pnpm bench` does first.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const PACKAGES = join(import.meta.dirname, '../..')
/** Sizes of workspaces over which whole commands are measured. */
const SIZES = ['6', '1000', '10000']
const USAGE = `pnpm bench                   all of it: half an hour
pnpm bench commands          whole commands over 6, 1,000 and 10,000 packs
pnpm bench --packs 6         whole commands over 6 packs; may be repeated
pnpm bench library           the model, on top of the tree
pnpm bench find              a search among 1,000 packs
pnpm bench marketplace       the pages of 1,000 packs

--runs <n>   how often each pair runs
--check      fail where a command takes twice as long as it did when the figures were written down
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    packs: { type: 'string', multiple: true },
    runs: { type: 'string' },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false }
  }
})

/** What each part runs, one after the other. */
const PARTS: Readonly<Record<string, () => readonly (readonly string[])[]>> = {
  library: () => [[join(PACKAGES, 'parser/bench/parse.ts')]],
  commands: () => (values.packs ?? SIZES).map((packs) => [join(PACKAGES, 'cli/bench/start.ts'), ...sizeOf(packs)]),
  find: () => [[join(PACKAGES, 'cli/bench/find.ts')]],
  marketplace: () => [[join(PACKAGES, 'marketplace/bench/build.ts')]]
}

function sizeOf(packs: string): string[] {
  return [`--packs=${packs}`, ...(values.runs ? [`--runs=${values.runs}`] : []), ...(values.check ? ['--check'] : [])]
}

const chosen = positionals.length > 0 ? positionals : values.packs ? ['commands'] : Object.keys(PARTS)
const unknown = chosen.find((part) => !Object.hasOwn(PARTS, part))
if (values.help) console.log(USAGE)
else if (unknown !== undefined) {
  console.error(`There is no ${unknown} to measure.\n\n${USAGE}`)
  process.exitCode = 2
} else {
  for (const args of chosen.flatMap((part) => PARTS[part]?.() ?? [])) {
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
    if (status !== 0) process.exitCode = status ?? 1
  }
}
