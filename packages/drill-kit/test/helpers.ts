// What the tests of the parts share: a scope that ends with the test, and commands as a runbook runs them.
import { spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { createScope, type Scope } from '@keys/drill'

/** Opens a scope that is closed when the test is over. */
export function openScope(): Scope {
  const scope = createScope()
  onTestFinished(() => scope.close())
  return scope
}

/** Runs bash as a runbook's command is run. */
export async function bash(script: string, env: Record<string, string> = {}) {
  const child = spawn('bash', ['-c', script], { env: { PATH: process.env['PATH'], ...env } })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (part) => (output.stdout += part))
  child.stderr.on('data', (part) => (output.stderr += part))
  child.stdin.end()
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { ...output, code }
}

/** The exit status of curl and the HTTP status. */
export async function curl(url: string, options = '') {
  const { stdout } = await bash(`curl -s --max-time 1 -o /dev/null -w '%{exitcode} %{http_code}' ${options} '${url}'`)
  return stdout
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
