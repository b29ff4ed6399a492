/** The paths that the gate answers by itself. */
import { handleHealth, handleMetrics, handlePing, handleReady } from './watching.js'
import { handleWebhook } from './webhook.js'
import { handleAdmin } from './admin.js'
import { handleWhoami } from './whoami.js'
import type { OwnPath } from './parts.js'

/** All of them. */
export const OWN_PATHS: readonly OwnPath[] = [
  { name: 'ping', methods: ['GET'], path: /^\/-\/ping$/, handle: handlePing },
  { name: 'health', methods: ['GET'], path: /^\/-\/gate\/health$/, handle: handleHealth },
  { name: 'ready', methods: ['GET'], path: /^\/-\/gate\/ready$/, handle: handleReady },
  { name: 'metrics', methods: ['GET'], path: /^\/-\/gate\/metrics$/, handle: handleMetrics },
  { name: 'webhook', methods: ['POST'], path: /^\/-\/gate\/stripe$/, handle: handleWebhook },
  { name: 'whoami', methods: ['GET'], path: /^\/-\/whoami$/, handle: handleWhoami },
  { name: 'admin', methods: ['GET', 'POST', 'DELETE'], path: /^\/-\/gate\/admin\//, handle: handleAdmin }
]
