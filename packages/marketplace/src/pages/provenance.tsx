/**
 * Where a runbook comes from, and how to check that one has it unchanged.
 */
import type { IndexedRunbook } from '@keys/schema'
import type { JSX } from 'preact'
import { OWN } from '../site/addresses.js'
import { Panel } from './panel.js'
import { bytesInWords } from './words.js'

export interface ProvenancePanelProps {
  entry: IndexedRunbook
  license: string
  /** The files that the content hash covers. */
  hashed: readonly string[]
}

export function ProvenancePanel({ entry, license, hashed }: ProvenancePanelProps): JSX.Element {
  const { author, license_spdx: spdx, compliance_relevance: compliance = [] } = entry
  const { package: name, tarball, content_hash: hash } = entry['x-listing']
  return (
    <Panel
      id="rk-provenance"
      title="Provenance"
      about="This page was built from the tarball that npm installs, with this checksum."
    >
      <dl class="provenance">
        <div>
          <dt>Author</dt>
          <dd>
            {author.url === undefined ? (
              author.name
            ) : (
              <a href={author.url} rel="noopener noreferrer">
                {author.name}
              </a>
            )}
          </dd>
        </div>
        <div>
          <dt>License</dt>
          <dd>
            {spdx}
            <details id="rk-license">
              <summary>Text</summary>
              <pre class="plain">{license}</pre>
            </details>
          </dd>
        </div>
        {compliance.length > 0 && (
          <div>
            <dt>Evidence for</dt>
            <dd>{compliance.join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>Integrity</dt>
          <dd>
            <code class="hash">{tarball.integrity}</code> ({bytesInWords(tarball.size)})
          </dd>
        </div>
        <div>
          <dt>Content hash</dt>
          <dd>
            <code class="hash">{hash}</code>
          </dd>
        </div>
      </dl>
      <p>
        Check that the tarball is the one this page was built from. It must print the integrity above, without its
        prefix:
      </p>
      <pre class="code">
        <code>{`npm pack --silent ${name}@${entry.version} | xargs openssl dgst -sha512 -binary | openssl base64 -A`}</code>
      </pre>
      <p>
        Check that what an operator follows is what was drilled: the documents and the scripts, without the line in
        which a drill notes its coverage. It must print the content hash above, without its prefix:
      </p>
      <pre class="code" id={CONTENT_CHECK}>
        <code>{contentCheck(`${name}@${entry.version}`, hashed)}</code>
      </pre>
    </Panel>
  )
}

const CONTENT_CHECK = `${OWN}content-check`

/** What prints the content hash of a package, with tools that every Linux has. */
function contentCheck(name: string, hashed: readonly string[]): string {
  const own = hashed.filter((path) => !path.startsWith('scripts/'))
  const scripts = own.length === hashed.length ? '' : ' $(find scripts -type f | LC_ALL=C sort)'
  return [
    `cd "$(mktemp -d)" && npm pack --silent ${name} | xargs tar xzf && cd package`,
    `sed '/<!-- drill coverage -->$/d' README.md > README.new && mv README.new README.md`,
    `LC_ALL=C sha256sum ${own.join(' ')}${scripts} | sha256sum`
  ].join('\n')
}
