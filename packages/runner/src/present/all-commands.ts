import { commandsOf, effectOf, stepHeading } from '@keys/parser/model'
import type { CommandPart } from '@keys/schema'
import type { RunPack } from '../pack.js'
import { type Block, gap, text } from './blocks.js'

/**
 * What a person reads before a pack from elsewhere runs: all of its commands, each below the step in which it stands.
 * @param pack The pack.
 */
export function allCommandBlocks({ runbook }: RunPack): Block[] {
  const parts: readonly CommandPart[] = ['step', 'verification', 'rollback', 'manual-alternative']
  return runbook.steps.flatMap((step) => {
    const commands = parts.flatMap((part) =>
      commandsOf(step, part).map(({ command }): Block => {
        return { type: 'code', code: command.code, label: `${command.language ?? ''}, ${effectOf(step, part)}` }
      })
    )
    return commands.length === 0 ? [] : [gap, text(stepHeading(step), 'strong'), ...commands]
  })
}
