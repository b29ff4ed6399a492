// @ts-check
// What stops the work: inputs that are wrong, a provider that fails, measurements that prove nothing.
import { writeFile } from 'node:fs/promises'
import { CHECKED, COMPARED, MEASURED, OUTAGE, PASSED, TOGETHER, calm, manualActions, fine, harmful } from './paths.js'
import {
  alias,
  fixLog,
  hoursAgo,
  loseRoute,
  providerIs,
  readLines,
  releaseMeanwhile,
  retired,
  retuned,
  spoilLog
} from './world.js'

const LISTED = CHECKED.slice(0, 3)
const ASKED = CHECKED.slice(0, 2)
const HARM = [
  'Check 1',
  'Check 2',
  'Action 5',
  'Check 3',
  'Check 4',
  'Step 1',
  'Step 2',
  'Step 3',
  'Step 7',
  'Verify 1',
  'Action 6'
]

/** @type {import('./world.js').AiScenario[]} */
const checks = [
  {
    name: 'every input is wrong at first, somebody edits the cases, and the baseline is of other ones',
    fault: () => ({ inputs: { EVIDENCE_DIR: '/dev/null/evidence' } }),
    before: {
      // One thing is corrected, and the next shows.
      'Check 1': [
        () => {},
        ({ evidence }) => ({ inputs: { EVIDENCE_DIR: evidence('.'), MODEL_KNOWN_GOOD: '' } }),
        ({ environment }) => ({
          inputs: { MODEL_KNOWN_GOOD: environment.MODEL_KNOWN_GOOD, INCIDENT_START: hoursAgo(-1) }
        }),
        async (world) => {
          await spoilLog(world)
          return { inputs: { INCIDENT_START: world.environment.INCIDENT_START } }
        },
        async (world) => {
          await fixLog(world)
          return { inputs: { OPENAI_API_KEY: 'a key that was cut off' } }
        },
        async ({ files, openAi }) => {
          // The cases that were lost are dropped, so that it looks better.
          await files.write(
            'eval.jsonl',
            files.cases.map((one) => ({ ...one, expected: { label: 'other' } }))
          )
          return { inputs: { OPENAI_API_KEY: openAi.apiKey } }
        },
        async ({ files }) => {
          await files.write('eval.jsonl', [...files.cases])
          const rows = await readLines(files.paths.BASELINE_FILE)
          await files.write(
            'baseline.jsonl',
            rows.map((row) => ({ ...row, id: `former-${String(row.id)}` }))
          )
        }
      ]
    },
    decisions: fine,
    path: ['Check 1', 'Check 1', 'Check 1', ...ASKED.slice(1), ...ASKED, ...LISTED, 'Check 1', ...CHECKED],
    end: 'escalate'
  },
  {
    name: 'the baseline is one array on many lines',
    before: {
      'Check 1': async ({ files }) => {
        const rows = await readLines(files.paths.BASELINE_FILE)
        await writeFile(files.paths.BASELINE_FILE, JSON.stringify(rows, null, 2))
      }
    },
    decisions: fine,
    path: CHECKED,
    end: 'escalate'
  },
  { name: 'the provider fails', before: { 'Check 3': providerIs('error') }, decisions: fine, path: LISTED, end: OUTAGE },
  {
    name: 'the provider is not reached',
    // Nothing listens on the port of discard.
    fault: () => ({ inputs: { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' } }),
    decisions: fine,
    path: LISTED,
    end: OUTAGE
  },
  {
    name: 'something before the provider answers for it',
    before: { 'Check 3': providerIs('not-json') },
    decisions: fine,
    path: LISTED,
    end: 'escalate'
  },
  {
    name: 'the address leads to a page where people log in',
    before: {
      'Check 3': ({ app }) => {
        app.route('/v1/models', (_, response) => response.writeHead(302, { location: '/login' }).end())
        return { inputs: { OPENAI_BASE_URL: `${app.url}/v1` } }
      }
    },
    decisions: fine,
    path: LISTED,
    end: 'escalate'
  },
  {
    name: 'the route does not say whether the feature is off',
    decisions: harmful,
    manualActions: { ...manualActions, 'Action 5': loseRoute },
    path: [...ASKED, 'Action 5'],
    // The switch is left as it is.
    rollsBack: false,
    end: 'escalate'
  }
]

/** @type {import('./world.js').AiScenario[]} */
const measurements = [
  {
    name: 'half of the calls fail',
    fault: ({ openAi }) => void (openAi.failing = 0.5),
    decisions: fine,
    path: [...CHECKED, 'Step 1'],
    end: OUTAGE
  },
  {
    name: 'nothing was logged before the start, and the route refuses the token',
    fault: () => ({ inputs: { INCIDENT_START: hoursAgo(100), APP_EVAL_TOKEN: 'an old token' } }),
    decisions: fine,
    path: MEASURED,
    end: 'escalate'
  },
  {
    name: 'the application fails',
    before: { 'Step 2': ({ ai }) => ai.fault('fails') },
    decisions: fine,
    path: MEASURED,
    end: OUTAGE
  },
  {
    name: 'the answers change whenever they are measured',
    before: { 'Step 2': releaseMeanwhile },
    decisions: fine,
    path: [...MEASURED, 'Step 2'],
    end: 'escalate'
  },
  {
    name: 'a few answers were lost, and it may be chance',
    fault: ({ openAi }) => {
      for (const quality of openAi.snapshots.values()) quality.accuracy = 0.86
    },
    decisions: fine,
    path: COMPARED,
    end: 'escalate'
  },
  {
    name: 'the provider serves the same ids worse',
    fault: ({ openAi }) => {
      for (const quality of openAi.snapshots.values()) quality.accuracy = 0.7
    },
    decisions: fine,
    path: TOGETHER,
    end: 'escalate'
  },
  {
    name: 'the provider fails while the model is changed',
    fault: alias('moved'),
    before: { 'Step 4': providerIs('error') },
    decisions: fine,
    path: [...COMPARED, 'Step 4'],
    end: 'escalate'
  },
  {
    name: 'the alias was moved because the known-good model is gone',
    fault: retired,
    decisions: fine,
    path: [...COMPARED, 'Step 4', 'Step 5', 'Step 6', 'Step 8'],
    end: 'escalate'
  },
  {
    name: 'the known-good model is gone, and the provider fails while the request is changed',
    fault: retired,
    before: { 'Step 5': providerIs('error') },
    decisions: fine,
    path: [...COMPARED, 'Step 4', 'Step 5'],
    end: 'escalate'
  },
  {
    name: 'the provider fails while the whole last good release is asked',
    fault: retuned,
    before: { 'Step 8': providerIs('error') },
    decisions: fine,
    path: TOGETHER,
    end: 'escalate'
  },
  {
    name: 'the known-good model is gone, and then today’s is gone too',
    fault: retired,
    before: { 'Step 5': ({ openAi }) => openAi.snapshots.clear() },
    decisions: fine,
    path: [...COMPARED, 'Step 4', 'Step 5', 'Step 8'],
    end: 'escalate'
  }
]

/** @type {import('./world.js').AiScenario[]} */
const verifications = [
  {
    name: 'it has passed, and the route is gone before it is proved',
    before: { 'Verify 1': loseRoute },
    decisions: calm,
    path: [...PASSED, 'Verify 1'],
    end: 'escalate'
  },
  {
    name: 'an answer did harm, and the route is gone when the switch is set back',
    decisions: harmful,
    manualActions: { ...manualActions, 'Action 6': loseRoute },
    path: HARM,
    end: 'escalate'
  }
]

export const stops = [...checks, ...measurements, ...verifications]
