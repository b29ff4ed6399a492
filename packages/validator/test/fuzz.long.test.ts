// Files of the packs of this repository with bytes flipped, cut, doubled and moved: no crash, no hang. The same seed gives
// the same run. KEYS_FUZZ_SECONDS=600 npx vitest run test/fuzz.long.test.ts goes on for longer; KEYS_FUZZ_SEED=7 elsewhere.
import { expect, it } from 'vitest'
import * as validator from '../src/core.js'
import { Laboratory } from './mutations/detect.ts'

const SECONDS = Number(process.env['KEYS_FUZZ_SECONDS'] ?? 15)
const SEED = Number(process.env['KEYS_FUZZ_SEED'] ?? 1)
/** What one pack may take. */
const MOST_TIME = 5000
/** Bytes that mean something to a reader, tried more often than others. */
const TELLING = Buffer.from('`*_[](){}<>#-|"\\/$\n\r\t \0\u001B:,;@!&', 'latin1')

/** Numbers below a limit, always the same ones for a seed: xorshift, G. Marsaglia, 2003. */
function numbers(seed: number): (limit: number) => number {
  let state = seed * 2_654_435_761 || 1
  return (limit) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % Math.max(limit, 1)
  }
}

/** Spoils some bytes in one of six ways. */
function spoilt(bytes: Buffer, other: Buffer, below: (limit: number) => number): Buffer {
  const at = below(bytes.length)
  const length = below(below(4) === 0 ? bytes.length : 40)
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)]
  switch (below(6)) {
    case 0: {
      const flipped = Buffer.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << below(8))
      return flipped
    }
    case 1:
      return Buffer.concat([before, TELLING.subarray(below(TELLING.length)).subarray(0, 1), bytes.subarray(at)])
    case 2:
      return Buffer.concat([before, after])
    case 3:
      return Buffer.concat([before, ...Array.from({ length: 1 + below(20) }, () => part), after])
    case 4: {
      const from = below(other.length)
      return Buffer.concat([before, other.subarray(from, from + length), after])
    }
    default: {
      const to = below(after.length)
      return Buffer.concat([before, after.subarray(0, to), part, after.subarray(to)])
    }
  }
}

it(`survives ${SECONDS} seconds of spoilt packs`, { timeout: SECONDS * 1000 + 60_000 }, async () => {
  const laboratory = await Laboratory.open(validator)
  const files = laboratory.packs.flatMap((pack) =>
    Object.entries(pack.files).map(([path, text]) => ({ pack, path, bytes: Buffer.from(text) }))
  )
  const end = Date.now() + SECONDS * 1000
  let runs = 0
  let findings = 0
  for (; Date.now() < end; runs++) {
    // Each run can be repeated alone, by its number.
    const below = numbers(SEED + runs * 7919)
    const { pack, path, bytes } = files[below(files.length)]!
    const { bytes: other } = files[below(files.length)]!
    let content: Buffer = bytes
    for (let times = 1 + below(4); times > 0; times--) content = spoilt(content, other, below)
    const started = process.cpuUsage()
    try {
      findings += laboratory.findingsIn(pack, path, content).length
    } catch (error) {
      throw new Error(`Run ${runs} of seed ${SEED}, ${path} of ${pack.slug}`, { cause: error })
    }
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1000, `Run ${runs} of seed ${SEED}, ${path} of ${pack.slug}`).toBeLessThan(MOST_TIME)
  }
  expect(runs).toBeGreaterThan(10)
  // That the spoiling spoils: half of the files are scripts, of which rules see only what the commands do.
  expect(findings).toBeGreaterThan(runs / 4)
})
