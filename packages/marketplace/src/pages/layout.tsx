/**
 * What every page has: the policy, the style, the way home, the search, the foot.
 */
import type { ComponentChildren, JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { linkTo, rootFrom } from '../site/addresses.js'
import { POLICY } from '../site/policy.js'
import type { SharedBody } from '../site/shared-body.js'
import type { SiteSettings } from '../site/types.js'
import { Logo } from './icons.js'

/** A page, whole. */
export interface Page {
  /** Where it lies, with a slash at its end; empty for the home page. */
  path: string
  /** The path of the root of the site on its server, for a page that is shown at any address: links begin with it. */
  root?: string
  title: string
  description: string
  /** The module that it loads beside that of all pages. */
  script?: 'home' | 'runbook'
  /** Of which page it is an older copy; the path of that one. */
  canonical?: string
  /** A feed of this page beside that of the site. */
  feed?: { path: string; title: string }
  /** What its machine-readable twin holds, `index.json` beside the page; absent where that is written elsewhere. */
  twin?: unknown
  /** Structured data, only where addresses are known. */
  data?: Readonly<Record<string, unknown>>
  body: ComponentChildren
}

const NAV = [
  ['', 'Runbooks'],
  ['a/', 'Alerts'],
  ['rules/', 'Rules'],
  ['coverage/', 'Coverage'],
  ['offline/', 'Offline']
] as const

/**
 * Writes a page.
 * @param page The page.
 * @param settings What all pages have in common.
 */
export function writePage(page: Page, settings: SiteSettings): string {
  const html = renderToString(<Document page={page} settings={settings} />)
  return `<!doctype html>${html}\n`
}

/** Where the body of a page goes: no text on it can hold a tag. */
const MAIN = '<main id="rk-main">'

/**
 * A page whose body was rendered before, as the same one stands on several pages.
 * @param page The page, but for its body.
 * @param body Its body.
 * @param settings What all pages have in common.
 */
export function pageAround(page: Omit<Page, 'body'>, body: SharedBody, settings: SiteSettings): Uint8Array {
  const html = writePage({ ...page, body: null }, settings)
  const start = html.indexOf(MAIN) + MAIN.length
  return Buffer.concat([Buffer.from(html.slice(0, start)), ...body.at(page.path), Buffer.from(html.slice(start))])
}

function Document({ page, settings }: { page: Page; settings: SiteSettings }): JSX.Element {
  const { path, title, description, script, body } = page
  const { assets } = settings
  const to = (target: string): string => (page.root === undefined ? linkTo(path, target) : `${page.root}${target}`)
  const scripts = [assets.site, ...(script === undefined ? [] : [assets[script]])]
  return (
    <html lang="en" data-root={page.root ?? (rootFrom(path) || './')}>
      <head>
        <meta charset="utf-8" />
        <meta name="color-scheme" content="light dark" />
        <meta {...{ 'http-equiv': 'Content-Security-Policy' }} content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{path === '' ? title : `${title} · Runbook Keys`}</title>
        <meta name="description" content={description} />
        <meta name="referrer" content="no-referrer" />
        <script src={to(assets.theme)} />
        <link rel="stylesheet" href={to(assets.style)} />
        <link rel="icon" type="image/svg+xml" href={to('icon.svg')} />
        <link rel="alternate" type="application/atom+xml" title="All updates" href={to('feeds/all.xml')} />
        {page.feed && (
          <link rel="alternate" type="application/atom+xml" title={page.feed.title} href={to(page.feed.path)} />
        )}
        {page.root === undefined && <link rel="alternate" type="application/json" href="index.json" />}
        {page.root === undefined && <Social page={page} settings={settings} />}
        {scripts.map((name) => (
          <script key={name} type="module" src={to(name)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#rk-main">
          Skip to the content
        </a>
        <header class="top">
          <a class="brand" href={to('')}>
            <Logo />
            Runbook Keys
          </a>
          <nav aria-label="Site">
            {NAV.map(([target, name]) => (
              <a key={target} href={to(target)} aria-current={path === target ? 'page' : undefined}>
                {name}
              </a>
            ))}
          </nav>
          {path !== '' && (
            <form class="find" action={to('')} method="get" role="search">
              <input type="search" name="q" aria-label="Search runbooks" placeholder="Error text or alert" />
            </form>
          )}
          <button type="button" class="theme needs-script" id="rk-theme" aria-label="Change the color theme">
            <span aria-hidden="true">◐</span>
          </button>
        </header>
        <p class="news" id="rk-news" role="status" hidden />
        <main id="rk-main">{body}</main>
        <footer class="foot">
          <p>
            Content of <time dateTime={settings.generatedAt}>{settings.generatedAt.slice(0, 10)}</time>, built from the
            packed runbooks. Nothing here is loaded from another host, and nothing you type leaves this page.
          </p>
          <p>
            <a href={to('index.json')}>Index as JSON</a> <a href={to('feeds/')}>Feeds</a>{' '}
            <a href={to('urls.json')}>All addresses</a> <a href={to('k/')}>Node and Jupyter keys</a>
          </p>
        </footer>
      </body>
    </html>
  )
}

/** What search engines and chats show: only where the address of the site is known. */
function Social({ page, settings }: { page: Page; settings: SiteSettings }): JSX.Element | null {
  const { siteUrl } = settings
  if (siteUrl === null) return null
  const url = `${siteUrl}${page.canonical ?? page.path}`
  return (
    <>
      <link rel="canonical" href={url} />
      <meta property="og:title" content={page.title} />
      <meta property="og:description" content={page.description} />
      <meta property="og:type" content="website" />
      <meta property="og:url" content={url} />
      {page.data && (
        <script
          type="application/ld+json"
          // A closing tag in a text would end the block; escaped, it is the same JSON.
          dangerouslySetInnerHTML={{ __html: JSON.stringify(page.data).replaceAll('<', String.raw`\u003c`) }}
        />
      )}
    </>
  )
}
