/**
 * Where an evidence file is dropped. It is read by the page alone.
 */
import type { JSX } from 'preact'
import { Panel } from './panel.js'

export function EvidencePanel(): JSX.Element {
  return (
    <Panel
      id="rk-evidence"
      title="Evidence of a run"
      about="Drop the bundle or journal of a run: its way, times and answers are drawn on the graph, and its chain is checked. The file stays on this machine."
    >
      <div class="drop needs-script" id="rk-drop">
        <label for="rk-file">
          Drop a file here, or <span class="as-button">choose one</span>
        </label>
        <input type="file" id="rk-file" accept=".json,.jsonl,application/json" />
      </div>
      <p class="without-script">
        This part needs a script. Without one: <code>keys report</code> and <code>keys verify-evidence</code>.
      </p>
      <div id="rk-way" role="status" />
    </Panel>
  )
}
