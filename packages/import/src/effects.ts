/**
 * What a step can do, as far as its words and its commands say.
 */
import type { Analyzer } from '@keys/command-analysis'
import type { Runbook, Step } from '@keys/schema'

/** The effects to choose from. */
export const EFFECTS = ['read-only', 'reversible', 'irreversible'] as const
/** One of them. */
export type StepEffect = (typeof EFFECTS)[number]

/** What is likely of a step. */
export interface LikelyEffect {
  /** Null where nothing is known of it. */
  effect: StepEffect | null
  /** Whether it was shown, so that nobody has to be asked. */
  isShown: boolean
}

const LOOKS =
  /^(?:check|verify|confirm|look|inspect|view|review|list|show|see|describe|examine|identify|determine|find|get|open|read|watch|monitor|compare|query|prüfe?n?|kontrollieren?|ansehen|vérifie[rz]|consulte[rz]?|examine[rz]|verifi(?:que|car)|compr(?:ueba|obar)|revis[ea]r?|检查|查看)(?![\p{L}])/iu
const CHANGES =
  /\b(?:delete|apply|restart|scale|drop|update|insert|rm|kill|stop|start|create|patch|edit|set|drain|cordon|truncate|alter|grant|revoke|rollout|rollback|failover|reset|purge|flush|enable|disable|write|put|post|mv|dd|reboot|upgrade|install)\b/i

/** Whether a step only looks, as far as its words and its commands say. */
export function seemsToLook({ title, commands }: Step): boolean {
  return LOOKS.test(title) && !CHANGES.test(title) && !commands.some(({ code }) => CHANGES.test(code))
}

/**
 * What a step can likely do at worst.
 * @param step The step.
 * @param runbook The runbook that it is of.
 * @param markdown The text of that.
 * @param analyzer Tells what its commands do; without one their words are all that is known.
 */
export function likelyEffect(step: Step, runbook: Runbook, markdown: string, analyzer: Analyzer | null): LikelyEffect {
  const { title, commands } = step
  if (analyzer === null || commands.length === 0)
    return { effect: seemsToLook(step) ? 'read-only' : null, isShown: false }
  const found = commands.map((command) => analyzer.classify(runbook, markdown, command))
  if (found.some(({ effect, irreversible }) => effect === 'changes' && irreversible))
    return { effect: 'irreversible', isShown: false }
  if (found.some(({ effect }) => effect === 'unknown')) return { effect: null, isShown: false }
  if (found.some(({ effect }) => effect === 'changes')) return { effect: 'reversible', isShown: false }
  // The words may tell of more than the commands do.
  return CHANGES.test(title) ? { effect: null, isShown: false } : { effect: 'read-only', isShown: true }
}
