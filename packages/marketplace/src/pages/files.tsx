/**
 * The other files of a pack: how it is prepared, and the scripts that its steps run, each under an id of its own.
 */
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { ListedPack } from '../read/listing.js'
import type { Page } from './layout.js'

/**
 * The page of the files of a pack, but for its body.
 * @param parent The path of the runbook's page.
 * @param pack The pack.
 */
export function filesPage(parent: string, { entry }: ListedPack): Omit<Page, 'body'> {
  return {
    path: `${parent}files/`,
    title: `${entry.title}: setup and scripts`,
    description: `How ${entry.title} is prepared on a calm day, and the scripts that its steps run.`,
    script: 'runbook'
  }
}

/**
 * The machine-readable twin of that page.
 * @param pack The pack.
 */
export function filesTwin({ entry, setup, scripts }: ListedPack): unknown {
  return { slug: entry.slug, version: entry.version, setup, scripts: Object.fromEntries(scripts) }
}

const CLOSED = '<p>It comes with the package.</p>'

/**
 * What stands for the files of a gated pack: their names, at the addresses that they had if it ever was free.
 * @param pack The pack.
 */
export function closedFiles({ setup, scripts }: ListedPack): FilesHtml {
  return { setup: setup === null ? null : CLOSED, scripts: new Map([...scripts.keys()].map((path) => [path, CLOSED])) }
}

/** The files of a pack as HTML. */
export interface FilesHtml {
  /** SETUP.md; null when there is none. */
  setup: string | null
  /** By path. */
  scripts: ReadonlyMap<string, string>
}

/**
 * The body of that page, the same for each address of the version; null when the pack has no such files.
 * @param pack The pack.
 * @param html Its texts as HTML.
 */
export function filesBody({ entry }: ListedPack, { setup, scripts }: FilesHtml): string | null {
  if (setup === null && scripts.size === 0) return null
  return renderToString(
    <div class="page files">
      <header class="head">
        <p class="crumbs">
          <a href="../">{entry.title}</a>
        </p>
        <h1>Setup and scripts</h1>
        <p class="lead">What is prepared on a calm day, and what the steps run. All of it is in the package.</p>
      </header>
      {scripts.size > 0 && (
        <ul class="index names">
          {[...scripts.keys()].map((path) => (
            <li key={path}>
              <a href={`#${idOf(path)}`}>
                <code>{path}</code>
              </a>
            </li>
          ))}
        </ul>
      )}
      {setup !== null && (
        <section class="panel" id="SETUP.md">
          <div class="panel-head">
            <h2>Setup</h2>
          </div>
          <div class="prose" dangerouslySetInnerHTML={{ __html: setup }} />
        </section>
      )}
      {[...scripts].map(([path, code]): JSX.Element => (
        <section key={path} class="panel" id={idOf(path)}>
          <div class="panel-head">
            <h2>
              <code>{path}</code>
            </h2>
          </div>
          <div class="prose" dangerouslySetInnerHTML={{ __html: code }} />
        </section>
      ))}
    </div>
  )
}

function idOf(path: string): string {
  return path.replaceAll('/', '-')
}
