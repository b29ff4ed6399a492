/** Small pages: no scripts, nothing from elsewhere, nothing that is not escaped. */
import type { Answer } from '../core/answers.js'

/** Text with its markup, that may stand in a page. */
export interface Html {
  html: string
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Makes markup; what is put in is escaped, unless it was made by this itself. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const texts = values.map((value) => {
    if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
    return 'html' in value ? value.html : value.map((one) => one.html).join('')
  })
  return { html: parts.map((part, index) => part + (texts[index] ?? '')).join('') }
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'input,button{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;margin:.25rem 0 1rem}' +
  'input[type=checkbox]{width:auto;margin:0 0 1rem}button{background:#1a1a1a;color:#fff;border:0}code{background:#f0f0f0;padding:.1rem .3rem;overflow-wrap:anywhere}' +
  '@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}button{background:#eee;color:#161616}code{background:#2a2a2a}}'

/**
 * A page.
 * @param status HTTP status.
 * @param title Its title.
 * @param body What stands below it.
 * @returns The answer.
 */
export function pageAnswer(status: number, title: string, body: Html): Answer {
  const page = html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      <style>
        ${{ html: STYLE }}
      </style>
      <h1>${title}</h1>
      ${body}
    </html>`
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY'
    },
    body: page.html
  }
}
