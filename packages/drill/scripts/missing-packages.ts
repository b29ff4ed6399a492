// Prints the Debian packages that drills need and this machine lacks, on one line; nothing when all is there.
import { debianPackages, findCommand, findPostgresBinaries } from '../src/scope/machine.ts'

// The server's own binaries lie outside of PATH.
const server: readonly string[] = await findPostgresBinaries().then(
  () => ['initdb', 'postgres'],
  () => []
)
const missing = new Set<string>()
for (const [command, name] of Object.entries(debianPackages)) {
  if (!server.includes(command) && (await findCommand(command)) === undefined) missing.add(name)
}
if (missing.size > 0) console.log([...missing].toSorted((a, b) => a.localeCompare(b)).join(' '))
