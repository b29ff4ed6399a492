/**
 * What a step can do, as far as its words say.
 */
import type { Step } from '@keys/schema'

/** The effects to choose from. */
export const EFFECTS = ['read-only', 'reversible', 'irreversible'] as const
/** One of them. */
export type StepEffect = (typeof EFFECTS)[number]

const LOOKS =
  /^(?:check|verify|confirm|look|inspect|view|review|list|show|see|describe|examine|identify|determine|find|get|open|read|watch|monitor|compare|query|prüfe?n?|kontrollieren?|ansehen|vérifie[rz]|consulte[rz]?|examine[rz]|verifi(?:que|car)|compr(?:ueba|obar)|revis[ea]r?|检查|查看)(?![\p{L}])/iu
const CHANGES =
  /\b(?:delete|apply|restart|scale|drop|update|insert|rm|kill|stop|start|create|patch|edit|set|drain|cordon|truncate|alter|grant|revoke|rollout|rollback|failover|reset|purge|flush|enable|disable|write|put|post|mv|dd|reboot|upgrade|install)\b/i

/** Whether a step only looks, as far as its words and its commands say. */
export function seemsToLook({ title, commands }: Step): boolean {
  return LOOKS.test(title) && !CHANGES.test(title) && !commands.some(({ code }) => CHANGES.test(code))
}
