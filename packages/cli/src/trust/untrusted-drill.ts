/**
 * A drill runs programs of whoever wrote the pack: what is shown and asked before that, when the pack is from elsewhere.
 */
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { drillHash, type PackLocation, readRegularText, untrustedReasonOf } from '@keys/pack'
import { DRILL_FILE } from '@keys/schema'

import type { Terminal } from '../command.js'
import { hasDrill } from '@keys/drill/suite'
import { type Block, text } from '@keys/runner/present'
import type { UntrustedText } from './ask.js'

/**
 * What would run in a drill of a pack that is not believed.
 * @param location The pack.
 * @param terminal The folder in which the command runs, and its environment.
 * @returns Null for a pack of this project, and for one without a drill.
 */
export function untrustedDrill(
  location: PackLocation,
  terminal: Pick<Terminal, 'folder' | 'environment'>
): UntrustedText | null {
  const reason = hasDrill(location) ? untrustedReasonOf(location, terminal) : null
  if (reason === null) return null
  const { dir, slug } = location
  const programs = readdirSync(dirname(join(dir, DRILL_FILE))).filter((name) => /\.[cm]?[jt]s$/.test(name))
  const shown: Block[] = [
    text(`The programs in ${dirname(join(dir, DRILL_FILE))}, with all rights that you have: ${programs.join(', ')}.`),
    { type: 'code', code: readRegularText(dir, DRILL_FILE), label: DRILL_FILE }
  ]
  return { contentHash: drillHash(dir), name: `The drill of ${slug}`, reason, shown }
}
