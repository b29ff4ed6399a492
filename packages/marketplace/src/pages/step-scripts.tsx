/**
 * The scripts that a step runs, to be read where they are run: nobody should have to trust a file that is elsewhere.
 */
import type { Runbook } from '@keys/schema'
import type { JSX } from 'preact'
import { OWN } from '../site/addresses.js'

/** A script that a step runs. */
export interface UsedScript {
  path: string
  /** Its text as HTML; null where an earlier step shows it. */
  html: string | null
}

/**
 * The scripts that each step runs, by the id of the step. The first step that runs one shows it.
 * @param runbook The runbook.
 * @param scripts The scripts of the pack as HTML, by path.
 */
export function scriptsUsed(runbook: Runbook, scripts: ReadonlyMap<string, string>): Map<string, UsedScript[]> {
  const shown = new Set<string>()
  const used = new Map<string, UsedScript[]>()
  for (const step of runbook.steps) {
    const named = new Set(step.commands.flatMap((command) => command.scripts ?? []).map(({ path }) => path))
    const own = [...named].flatMap((path): UsedScript[] => {
      const html = scripts.get(path)
      if (html === undefined) return []
      const isFirst = !shown.has(path)
      shown.add(path)
      return [{ path, html: isFirst ? html : null }]
    })
    if (own.length > 0) used.set(step.id, own)
  }
  return used
}

export function StepScripts({ scripts }: { scripts: readonly UsedScript[] }): JSX.Element | null {
  if (scripts.length === 0) return null
  return (
    <div class="step-scripts">
      {scripts.map(({ path, html }) =>
        html === null ? (
          <p key={path}>
            <a href={`#${idOf(path)}`}>
              Read <code>{path}</code>
            </a>
            , which an earlier step runs too
          </p>
        ) : (
          <details key={path} id={idOf(path)}>
            <summary>
              Read <code>{path}</code>
            </summary>
            <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
          </details>
        )
      )}
    </div>
  )
}

function idOf(path: string): string {
  return `${OWN}${path.replaceAll('/', '-')}`
}
