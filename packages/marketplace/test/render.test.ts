import { expect, test } from 'vitest'
import { codeElement } from '../src/prose/decorate.js'
import { scriptHtml } from '../src/prose/prose.js'
import { ROOT } from '../src/site/addresses.js'
import { SharedBody } from '../src/site/shared-body.js'
import { anchorsIn } from '../src/site/urls.js'

test.each([
  ['sql', 'select 1', '<span class="h-keyword">select</span> <span class="h-number">1</span>'],
  ['bash', 'a < "$B"', 'a &lt; <span class="h-string">"<span class="h-variable">$B</span>"</span>'],
  // Names that no style knows, such as h-function and h-punctuation, are no elements.
  [
    'js',
    'const f = (a) => `${a}&`',
    '<span class="h-keyword">const</span> <span class="h-title">f</span> = (<span class="h-params">a</span>) =&gt; <span class="h-string">`${a}&amp;`</span>'
  ]
])('%s is highlighted by the names that have a color: %s', (language, code, html) => {
  expect(scriptHtml(`scripts/x.${language === 'bash' ? 'sh' : language}`, code)).toBe(
    `<pre class="code" data-lang="${language === 'bash' ? 'sh' : language}"><code>${html}</code></pre>`
  )
})

test('a code in no language that is known stays a text', () => {
  expect(codeElement('<b>', 'brainfuck').children).toMatchObject([{ children: [{ type: 'text', value: '<b>' }] }])
})

test.each([
  ['an element', '<p id="a">x</p><p class="b" id="c"></p>', ['a', 'c']],
  ['an element with a sign that ends tags in a value', '<p title="1 > 0" id="a">', ['a']],
  // Otherwise an address would be published that leads nowhere.
  ['a text that speaks of ids', '<code>&lt;a id="x"></code><p id="a">set id="y"</p>', ['a']],
  ['parts of the page', '<p id="rk-inputs"></p><p id="rk-news"></p>', ['rk-inputs']]
])('the ids of %s', (_, html, ids) => {
  expect(anchorsIn(html)).toEqual(ids)
})

test.each([
  ['', `${ROOT}a/ – ${ROOT}b/`, 'a/ – b/'],
  ['r/x/', `<a href="${ROOT}">–</a>`, '<a href="../../">–</a>'],
  ['r/x/1.0.0/', 'nothing', 'nothing']
])('a body at %o leads to the root from there', (path, html, text) => {
  expect(Buffer.concat(new SharedBody(html).at(path)).toString()).toBe(text)
})
