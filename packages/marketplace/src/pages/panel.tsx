/**
 * A part of a runbook's page below its text.
 */
import type { ComponentChildren, JSX } from 'preact'

export interface PanelProps {
  id: string
  title: string
  about?: string
  children: ComponentChildren
}

export function Panel({ id, title, about, children }: PanelProps): JSX.Element {
  return (
    <section class="panel" id={id} aria-labelledby={`${id}-h`}>
      <div class="panel-head">
        <h2 id={`${id}-h`}>{title}</h2>
        {about !== undefined && <p>{about}</p>}
      </div>
      <div class="panel-body">{children}</div>
    </section>
  )
}
