/**
 * From the Markdown that typedoc writes to Markdown that is the same on any machine, with links that lead somewhere.
 */
import GithubSlugger from 'github-slugger'

/**
 * Takes out what changes with every edit of a source, and what nobody reads.
 * @param text Markdown of one module.
 * @param folder The folder of its package in `packages/`.
 */
export function readable(text: string, folder: string): string {
  return (
    text
      .replaceAll(/^Defined in: \[([^\]:]+)(?::\d+)?\]\(source:[^)]*\)$/gm, `Source: [$1](../../packages/${folder}/$1)`)
      .replaceAll(/^(\|.*) Defined in \|$\n(\|.*) ------ \|$/gm, '$1\n$2')
      .replaceAll(/^(\|.*) \[[^\]]*\]\(source:[^)]*\) \|$/gm, '$1')
      .replaceAll(/<a id="[^"]*"><\/a> /g, '')
      .replaceAll(/^\*\*\*\n\n/gm, '')
      // Links between the modules of a package, which stand on one page.
      .replaceAll(/\]\([\w/-]+\.md#/g, '](#')
      .replaceAll(`](page:${folder}.md#`, '](#')
      .replaceAll('](page:', '](')
      .trim()
  )
}

/**
 * Leads each link within a page to the heading of the name that it shows.
 * @param page Markdown of a whole page.
 * @returns The same, without links to what has no heading.
 */
export function linked(page: string): string {
  const slugs = new Map(headingsOf(page).toReversed())
  return page.replaceAll(/\[([^\]]+)\]\(#[^)]*\)/g, (_, label: string) => {
    const slug = slugs.get(nameIn(label))
    return slug === undefined ? label : `[${label}](#${slug})`
  })
}

/**
 * The headings of a page, in order.
 * @param page Markdown.
 * @returns Of each the name that it shows, and the fragment by which GitHub leads to it.
 */
export function headingsOf(page: string): [name: string, slug: string][] {
  const slugger = new GithubSlugger()
  const headings = page.replaceAll(/^```[^]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)
  return [...headings].map(([, text = '']) => [nameIn(text), slugger.slug(text.replaceAll('\\', ''))])
}

function nameIn(label: string): string {
  return label.replaceAll(/[`\\]|\(\)/g, '').trim()
}
