import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/** Hosts in addresses, and behind an option for a host. */
const HOST =
  /(?:\b[a-z][a-z+]*:\/\/(?:[^\s'"@/]*@)?|(?<=\s)(?:-h|--host)[ =]["']?)((?:\d{1,3}\.){3}\d{1,3}\b|[\w.-]*\b(?:prod|production|staging|internal|corp|intranet)\b[\w.-]*)/g
/** This machine, any address, and the addresses that are kept for texts. */
const NOBODYS =
  /^(127\.|0\.0\.0\.0$|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|169\.254\.169\.254$|host\.docker\.internal$)/

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Hosts in commands come from inputs, not from addresses of one installation.',
  rationale: 'In a drill or in staging the command reaches production, and after a move it reaches nobody.',
  messages: {
    literal: {
      message: '`{host}` is the address of one installation.',
      expected: 'an input such as `"$SERVICE_URL"`, declared in pack.json',
      help: 'Declare an input for it and write the name of the input.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const { code } of analysis.commands) {
      for (const { index, 0: text, 1: host = '' } of code.text.matchAll(HOST)) {
        if (NOBODYS.test(host)) continue
        const end = index + text.length
        report('literal', placeIn(source, code.span(end - host.length, end)), { host })
      }
    }
  }
})
