/**
 * A runbook's page: where one is on the graph, the install line, inputs, the checklist, evidence.
 */
import { startChecklist } from './checklist.js'
import { byId, keep, kept } from './dom.js'
import { startEvidence } from './evidence-drop.js'
import { startInputs } from './inputs.js'
import { startSpine } from './spine.js'

/** The package manager that was chosen holds for all runbooks. */
function startInstall(): void {
  const panel = byId('rk-install', HTMLDivElement)
  if (!panel) return
  const chosen = kept('rk-manager')
  for (const input of panel.querySelectorAll<HTMLInputElement>('input[name="manager"]')) {
    if (input.value === chosen) input.checked = true
    input.addEventListener('change', () => keep('rk-manager', input.value))
  }
}

/** The link to the newest version leads to the same step. */
function startBanner(): void {
  const link = document.querySelector<HTMLAnchorElement>('#rk-banner [data-same-place]')
  if (!link) return
  const base = link.href
  const follow = (): void => {
    link.href = base + location.hash
  }
  addEventListener('hashchange', follow)
  follow()
}

startInstall()
startBanner()
startSpine()
startInputs()
startChecklist()
startEvidence()
