import { promptsIn } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each command is right by the grammar of its language.',
  rationale:
    'The command stops with a message about the runbook, not about the incident, and somebody fixes it in haste.',
  messages: {
    fault: {
      message: '`{word}` breaks the grammar of {language}: {reason}.',
      expected: '{language} that its parser accepts',
      help: 'Run the block once and correct what stands here, or what comes just before it.'
    }
  },
  check(_, { analysis, source, report }) {
    // A prompt sign is told by command/prompt-sign, and explains the fault.
    const commands = analysis.commands.filter((facts) => promptsIn(facts).length === 0)
    // One fault makes others: of each block the first one is told.
    const faults = [...commands.flatMap((facts) => facts.faults.slice(0, 1)), ...analysis.sampleFaults]
    for (const { language, reason, place } of faults) {
      const word = source.readme?.text.slice(place.start, place.end).trim().slice(0, 60) || 'the end'
      report('fault', placeIn(source, place), { word, language, reason: reason.replaceAll('`', "'") })
    }
  }
})
