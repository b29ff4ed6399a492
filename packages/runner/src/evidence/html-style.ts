/** The style of the page: the system's fonts, light and dark, and on paper. */
export const EVIDENCE_STYLE = `
:root { color-scheme: light dark; --text: #1a1c20; --dim: #596070; --page: #fff; --panel: #f4f5f7; --line: #d9dce2;
  --good: #14683a; --bad: #9a3412; --open: #1d4f91 }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e8ec; --dim: #a0a7b4; --page: #15171b; --panel: #1f2228; --line: #363b45;
    --good: #6fd699; --bad: #fdba74; --open: #93c5fd }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2 }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem }
p { margin: .25rem 0 }
code, pre { font: .875em/1.5 ui-monospace, monospace }
pre { margin: .5rem 0; padding: .75rem 1rem; background: var(--panel); border-radius: .375rem; white-space: pre-wrap }
.kind, .when, dt { color: var(--dim) }
.outcome { display: inline-block; padding: 0 .6rem; border: 1px solid; border-radius: 1rem; font-weight: 600 }
.resolved { color: var(--good) }
.elsewhere { color: var(--bad) }
.open { color: var(--open) }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.25rem; margin: 1rem 0 }
dd { margin: 0 }
a { color: var(--open) }
ul, ol { margin: 0; padding: 0; list-style: none }
ol.brief { padding-left: 1.5rem; list-style: decimal }
ul.brief { padding-left: 1.25rem; list-style: disc }
.brief > li { padding: .15rem 0; border: 0 }
h3 { margin: 2rem 0 .25rem; font-size: 1.05rem }
.output { background: none; border: 1px solid var(--line) }
.timeline li { padding: .35rem 0; font-size: .875rem }
li { padding: .75rem 0; border-top: 1px solid var(--line) }
.record { padding-left: 1rem; border-left: 3px solid transparent }
.overridden { border-left-color: var(--bad) }
.number { display: inline-block; min-width: 2.25rem; font-variant-numeric: tabular-nums }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .5rem } }
@media print {
  :root { --text: #000; --dim: #444; --page: #fff; --panel: #fff; --line: #999 }
  body { font-size: 10pt }
  main { max-width: none; padding: 0 }
  pre { border: 1px solid #999 }
  h2 { break-after: avoid }
  h2, h3, pre + .when, .when + pre { break-after: avoid }
  dl, .brief > li, .timeline li { break-inside: avoid }
  pre { orphans: 3; widows: 3 }
  nav { break-inside: avoid }
  .log { break-before: page }
  a { color: inherit; text-decoration: none }
}
`
