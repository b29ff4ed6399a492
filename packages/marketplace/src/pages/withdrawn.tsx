/**
 * What is left of a page that was published: addresses do not die.
 */
import type { GoneNote } from '@keys/schema'
import type { JSX } from 'preact'
import { linkTo } from '../site/addresses.js'
import type { Page } from './layout.js'

/**
 * The page that stands where another one was.
 * @param path Where it was.
 * @param note Why it is gone, and what to read instead.
 * @param anchors The ids that it had.
 */
export function withdrawnPage(path: string, note: GoneNote, anchors: readonly string[]): Page {
  return {
    path,
    title: 'Withdrawn',
    description: note.reason,
    body: (
      <div class="page">
        <header class="head">
          {anchors.map((anchor): JSX.Element => (
            <span key={anchor} class="alias" id={anchor} />
          ))}
          <h1>This page was withdrawn</h1>
          <p class="lead">{note.reason}</p>
          {note.see !== null && (
            <p>
              Read instead: <a href={linkTo(path, note.see)}>{note.see}</a>
            </p>
          )}
        </header>
      </div>
    )
  }
}
