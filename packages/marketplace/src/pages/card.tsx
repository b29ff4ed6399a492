/**
 * A runbook in a list. Browsers draw the same card for what a search finds.
 */
import type { JSX } from 'preact'
import type { Card } from '../site/cards.js'

const STRIP: Readonly<Record<string, string>> = {
  c: 'check',
  d: 'diagnosis',
  v: 'verification',
  n: 'action read-only',
  r: 'action reversible',
  i: 'action irreversible',
  u: 'action unstated'
}

export interface CardProps {
  card: Card
  /** The way from the page to the root of the site. */
  root: string
  /** Why a search found it: a text of the runbook, with the parts that fit. */
  reason?: { text: string; ranges: readonly (readonly [start: number, end: number])[] } | undefined
  /** A better runbook, where this one's "when not to use" fits better. */
  instead?: { slug: string; title: string } | undefined
}

/** A runbook in a list. */
export function RunbookCard({ card, root, reason, instead }: CardProps): JSX.Element {
  const { slug, title, description, severity, coverage, isPaid, strip } = card
  return (
    <li class="card">
      <h3>
        <a href={`${root}r/${slug}/`}>{title}</a>
      </h3>
      <p class="tags">
        {severity !== null && <span class={`severity ${severity}`}>{severity.toUpperCase()}</span>}
        {isPaid && <span class="tag paid">Paid</span>}
        {coverage && (
          <span class="tag drilled">
            Drilled in {coverage.scenarios} {coverage.scenarios === 1 ? 'scenario' : 'scenarios'}
          </span>
        )}
      </p>
      {reason ? <Reason {...reason} /> : <p class="about">{description}</p>}
      {instead && (
        <p class="instead">
          Its own text says to use <a href={`${root}r/${instead.slug}/`}>{instead.title}</a> for this.
        </p>
      )}
      <p class="strip" role="img" aria-label={stripInWords(strip)}>
        {strip.split('').map((letter, index) => (
          <i key={index} class={STRIP[letter]} />
        ))}
      </p>
    </li>
  )
}

function Reason({ text, ranges }: NonNullable<CardProps['reason']>): JSX.Element {
  const parts: (JSX.Element | string)[] = []
  let end = 0
  for (const [start, stop] of ranges) {
    if (start < end) continue
    parts.push(text.slice(end, start), <mark key={start}>{text.slice(start, stop)}</mark>)
    end = stop
  }
  return <p class="about reason">{[...parts, text.slice(end)]}</p>
}

function stripInWords(strip: string): string {
  const count = (letters: string): number => strip.split('').filter((letter) => letters.includes(letter)).length
  return `${count('c')} checks, ${count('d')} diagnosis steps, ${count('nriu')} actions, ${count('v')} verifications`
}
