import { defineRule } from '../../engine/rule.js'

/** A time that somebody meant, in the last parentheses of a heading: `within -5 minutes`, `first five minutes`, `in 5 minuets`. */
const MEANT =
  /\(\s*((?:first|within|in|next|after|for|until)\s+(?:the\s+)?(?:first\s+|next\s+)?[^\s()]+\s+(?:sec|min|hou?r|hr|day|week|month|quarter|year)[a-z]*)\s*\)/gi
/** A time that is read, and is none. */
const NONE = /(?:^|\s)0+\s+\D+$/

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'The time in a heading can be read.',
  rationale: 'A limit that no tool reads is not kept: no clock runs, and nobody is called when it is over.',
  messages: {
    unread: {
      message: 'No tool reads `{words}` as a time.',
      expected: 'a whole number above 0 in seconds, minutes, hours, days or weeks, such as `within 5 minutes`',
      help: 'Write the number in digits and the unit as it is spelled there.'
    }
  },
  check({ sections, steps }, { source: { readme }, report }) {
    if (readme === null) return
    for (const { headingPosition: place, timeBox } of [...sections, ...steps]) {
      const heading = readme.text.slice(place.start.offset, place.end.offset)
      for (const { index, 0: whole, 1: words = '' } of heading.matchAll(MEANT)) {
        if (timeBox !== null && !NONE.test(words)) continue
        const start = place.start.offset + index + whole.indexOf(words)
        report('unread', readme.range(start, start + words.length), { words })
      }
    }
  }
})
