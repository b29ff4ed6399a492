import { headingsOf } from './markdown.ts'
import { overviewOf, pageOf } from './page.ts'
import { publicPackages } from './public-packages.ts'

/** All pages of docs/api, by the name of the file. */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const packages = publicPackages()
  const texts = new Map([['README.md', overviewOf(packages)]])
  // One after the other: each run of the compiler holds a whole program.
  for (const pack of packages) texts.set(`${pack.folder}.md`, await pageOf(pack))
  return new Map([...texts].map(([file, text]) => [file, withoutDeadLinks(text, texts)]))
}

/** A type that another package does not export has no heading there. */
function withoutDeadLinks(text: string, texts: ReadonlyMap<string, string>): string {
  const slugs = new Map([...texts].map(([file, page]) => [file, new Set(headingsOf(page).map(([, slug]) => slug))]))
  return text.replaceAll(/\[([^\]]+)\]\(([a-z-]+\.md)#([^)]*)\)/g, (link, label: string, file: string, slug: string) =>
    slugs.get(file)?.has(slug) ? link : label
  )
}
