#!/usr/bin/env node
// `npm create @keys/runbook <slug>` is `keys new <slug>`: in this process, so that questions, signals and the exit code
// are those of the command itself.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const manifest = require.resolve('@keys/cli/package.json')
const { bin } = require(manifest)

process.argv.splice(2, 0, 'new')
await import(new URL(bin.keys, pathToFileURL(manifest)).href)
