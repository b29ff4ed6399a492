/**
 * Runs commands that only read, and nothing else: for processes in which no effect may be had, whatever they are asked for.
 */
import { commandsOf } from '@keys/parser/model'
import type { CommandPart } from '@keys/schema'
import type { RunPack } from '../pack.js'
import type { Processes, ProcessRequest, ProcessResult } from '../ports.js'
import type { Classifier } from './classifier.js'
import { needsPerson, unattendedObstacles } from './unattended.js'

const PARTS: readonly CommandPart[] = ['step', 'verification', 'rollback', 'manual-alternative']

/**
 * Bounds a port to the commands of a pack that are shown to be read-only. It looks at the text that would run, whoever asks
 * for it and whatever was confirmed.
 * @param processes Runs what is left.
 * @param packOf Gives the pack that is followed now.
 * @param classifier Tells what commands do.
 */
export function readOnlyProcesses(processes: Processes, packOf: () => RunPack, classifier: Classifier): Processes {
  return {
    run: async (request) => {
      const refusal = refusalOf(request, packOf(), classifier)
      return refusal === null ? processes.run(request) : notStarted(refusal)
    },
    ...(processes.lookAt ? { lookAt: processes.lookAt.bind(processes) } : {})
  }
}

function refusalOf(request: ProcessRequest, pack: RunPack, classifier: Classifier): string | null {
  const [obstacle] = unattendedObstacles(pack, classifier)
  if (obstacle !== undefined) return obstacle
  const { interpreter, code, environment } = request
  const reasons = pack.runbook.steps.flatMap((step) =>
    PARTS.flatMap((part) => commandsOf(step, part))
      .filter(({ command }) => command.interpreter === interpreter && command.code === code)
      .map((placed) => needsPerson(pack, step, placed, classifier, environment))
  )
  if (reasons.includes(null)) return null
  return reasons[0] ?? 'It is not a command of this runbook.'
}

function notStarted(refusal: string): ProcessResult {
  const nothing = { text: '', bytes: 0, dropped: 0 }
  const reason = `Only what is shown to be read-only runs here. ${refusal}`
  return { end: { type: 'not-started', reason }, stdout: nothing, stderr: nothing, duration: 0 }
}
