// Writes docs/api: one page for each package that others import.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pages } from '../src/pages.ts'
import { PAGES } from '../src/public-packages.ts'

mkdirSync(PAGES, { recursive: true })
const texts = await pages()
for (const [file, text] of texts) writeFileSync(join(PAGES, file), text)
for (const file of readdirSync(PAGES)) if (!texts.has(file)) rmSync(join(PAGES, file))
