#!/usr/bin/env node
import { createRequire } from 'node:module'
import { main } from '../dist/command/main.js'

const { version } = createRequire(import.meta.url)('../package.json')
await main(process.argv.slice(2), version)
