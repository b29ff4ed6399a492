/** `keys-gate try`: starts everything, and says what to paste. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PACKS, startTrial, type Trial } from '../try/run.js'
import { untilStopped } from './stop.js'

/**
 * Runs it until it is stopped.
 * @param port The port to listen on.
 */
export async function run(port: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'keys-gate-'))
  try {
    process.stdout.write('Starting a database, a registry and a stand-in for Stripe: a few seconds ...\n')
    const trial = await startTrial({ folder, port })
    process.stdout.write(linesFor(trial))
    await untilStopped()
    await trial.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * What to paste, with npm and with pnpm alike. No line is wider than 80 columns, and none has to be changed.
 * @param trial What was started.
 * @returns Text for a terminal.
 */
export function linesFor({ url }: Pick<Trial, 'url'>): string {
  const [free, paid] = PACKS
  const host = url.replace(/^https?:/, '')
  return `
The gate listens at ${url}. Ctrl+C ends it.
Paste these lines into another terminal, one by one.

1. An empty folder. One line maps the scope @keys to the gate; all other
   packages come from where they always do.

     mkdir keys-trial && cd keys-trial && npm init -y > /dev/null
     echo '@keys:registry=${url}/' > .npmrc

2. A free pack needs no token.

     npm install ${free?.name}

3. A paid pack is refused, in a sentence: no token was sent.

     npm install ${paid?.name}

4. With the token of a customer who has not bought it, it is refused as well.
   In life npm login signs in; here each customer is made on the spot.

     TOKEN=$(curl -sX POST ${url}/-/gate/trial/token)
     echo "${host}/:_authToken=$TOKEN" >> .npmrc
     npm install ${paid?.name}

5. Buy it: the stand-in tells the gate what Stripe would tell it.

     curl -sX POST ${url}/-/gate/trial/buy

6. Now it installs.

     npm install ${paid?.name}

In life a buyer pays and signs in on a page. This line leads there as well:

   npm login --scope=@keys --registry=${url}/

With pnpm: the same lines in a new folder, with pnpm add in place of npm
install. pnpm shows the status of a refusal, not its sentence. To read it:

     curl -s ${url}/${paid?.name}
`
}
