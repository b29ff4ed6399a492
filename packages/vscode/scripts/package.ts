/** Packs the extension: `pnpm vscode` builds it and calls this. */
import { join } from 'node:path'
import { version, writeVsix } from './vsix.ts'
import extension from '../package.json' with { type: 'json' }

const path = join(import.meta.dirname, `../dist/${extension.name}-${version}.vsix`)
await writeVsix(path)
console.log(path)
