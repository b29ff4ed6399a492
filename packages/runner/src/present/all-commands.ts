import { commandsOf, stepHeading } from '@keys/parser/model'
import type { CommandPart } from '@keys/schema'
import type { RunPack } from '../pack.js'
import { classificationOf, type Classifier } from '../policy/classifier.js'
import { effectIn } from '../policy/unattended.js'
import { type Block, gap, text } from './blocks.js'
import { commandBadge } from './format.js'

/**
 * What a person reads before a pack from elsewhere runs: all of its commands, each below the step in which it stands.
 * @param pack The pack.
 * @param classifier Says what a command does: whoever wrote the pack also wrote its headings.
 */
export function allCommandBlocks(pack: RunPack, classifier: Classifier): Block[] {
  const parts: readonly CommandPart[] = ['step', 'verification', 'rollback', 'manual-alternative']
  return pack.runbook.steps.flatMap((step) => {
    const commands = parts.flatMap((part) =>
      commandsOf(step, part).map((placed): Block => {
        const { code, language } = placed.command
        const classification = classificationOf(pack, placed.command, classifier)
        const badge = commandBadge({ effect: effectIn(pack, step, placed, classifier), classification })
        return { type: 'code', code, label: `${language ?? ''} · ${badge}` }
      })
    )
    return commands.length === 0 ? [] : [gap, text(stepHeading(step), 'strong'), ...commands]
  })
}
