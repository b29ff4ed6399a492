/**
 * The other files of a pack: how it is prepared, and the scripts that its steps run, each under an id of its own.
 */
import type { JSX } from 'preact'
import type { ListedPack } from '../read/listing.js'
import type { Page } from './layout.js'

/**
 * The page of the files of a pack; null when it has none.
 * @param parent The path of the runbook's page.
 * @param pack The pack.
 * @param html Its texts as HTML.
 */
export function filesPage(
  parent: string,
  pack: ListedPack,
  html: { setup: string | null; scripts: ReadonlyMap<string, string> }
): Page | null {
  const { entry } = pack
  const { setup, scripts } = html
  if (setup === null && scripts.size === 0) return null
  return {
    path: `${parent}files/`,
    title: `${entry.title}: setup and scripts`,
    description: `How ${entry.title} is prepared on a calm day, and the scripts that its steps run.`,
    script: 'runbook',
    twin: { slug: entry.slug, version: entry.version, setup: pack.setup, scripts: Object.fromEntries(pack.scripts) },
    body: (
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
}

function idOf(path: string): string {
  return path.replaceAll('/', '-')
}
