// `keys validate --online`, by the built command. What servers answer is tested where they are asked, in the validator.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { validationReportSchema } from '@keys/schema'
import { expect, onTestFinished, test } from 'vitest'
import { edit, keys, workspaceCopy } from './support.js'

const PACK = 'runbook-keys/stripe-webhook-failure'

/** A workspace with a link to a server of this machine, and how often that was asked. */
async function linked(): Promise<{ root: string; url: string; requests: () => Promise<number> }> {
  let connections = 0
  const server = createServer((_, response) => response.end()).on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/status`
  const root = workspaceCopy()
  edit(root, `${PACK}/README.md`, (text) => text.replace('## Scope\n', `$&\nSee [the page](${url}).\n`))
  const requests = async () => {
    // The server hears of connections when this process is idle again.
    await setTimeout(50)
    return connections
  }
  return { root, url, requests }
}

function remoteFindings(root: string, ...options: string[]): string[] {
  const { out } = keys(['validate', PACK, '--format', 'json', ...options], root)
  const report = validationReportSchema.parse(JSON.parse(out))
  return report.packs
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ code }) => code.startsWith('reference/remote-link'))
    .map(({ severity, message }) => `${severity}: ${message}`)
}

test('asks nothing without --online', async () => {
  const { root, requests } = await linked()
  expect(remoteFindings(root)).toEqual([])
  expect(await requests()).toBe(0)
})

test('asks no server of this machine for a pack, and says so', async () => {
  const { root, url, requests } = await linked()
  expect(remoteFindings(root, '--online')).toEqual([
    `information: \`${url}\` did not answer: its address is not of the public internet.`
  ])
  expect(await requests()).toBe(0)
})
