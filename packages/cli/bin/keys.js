#!/usr/bin/env node
'use strict'
// What scripts and people ask most is answered at once. CommonJS, because Node starts it faster.
const { fstatSync, readFileSync, writeSync } = require('node:fs')
const path = require('node:path')

const args = process.argv.slice(2)

/** The version, or the list of all commands; null when something else was asked, or only `main` knows the answer. */
function answer() {
  if (args.length !== 1) return null
  if (args[0] === '--version' || args[0] === '-v') return `${require('../package.json').version}\n`
  if (args[0] !== '--help' && args[0] !== '-h') return null
  // It says how to call keys, which a package manager that started it calls otherwise.
  if (process.env.npm_command ?? process.env.npm_config_user_agent) return null
  // Written for 80 columns, and the same for more; a terminal may have less.
  if (fstatSync(1).isCharacterDevice() && process.stdout.columns < 80) return null
  return readFileSync(path.join(__dirname, '../dist/help.txt'), 'utf8')
}

function start() {
  // Compiled code is kept between runs, where Node can: most of the time of a short command is compiling.
  require('node:module').enableCompileCache?.()
  void require('../dist/quick.cjs').main(args)
}

const text = answer()
if (text === null) start()
else writeSync(1, text)
