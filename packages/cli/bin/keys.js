#!/usr/bin/env node
import module from 'node:module'

// Compiled code is kept between runs, where Node can: most of the time of a short command is compiling.
module.enableCompileCache?.()
const { main } = await import('../dist/main.js')
await main(process.argv.slice(2))
