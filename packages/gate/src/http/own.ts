/** The paths that the gate answers by itself. */
import { handleHealth, handleMetrics, handlePing, handleReady } from './watching.js'
import { handleWebhook } from './webhook.js'
import { handleAdmin } from './admin.js'
import { handleBreakGlass, handleBreakGlassPage, handleCheck, handleReceipts } from './customers.js'
import { handleCouchLogin, handleDone, handleLogin, handleLoginForm, handleLoginPage } from './login.js'
import { handleExchange } from './oidc.js'
import { handleBuy, handlePlans, handleWelcome } from './plans.js'
import { handleSearch } from './search.js'
import { handleProfile, handleTokenCreate, handleTokenList, handleTokenRevoke } from './tokens.js'
import { handleWhoami } from './whoami.js'
import type { OwnPath } from './parts.js'

/** All of them. */
export const OWN_PATHS: readonly OwnPath[] = [
  { name: 'ping', methods: ['GET'], path: /^\/-\/ping$/, handle: handlePing },
  { name: 'health', methods: ['GET'], path: /^\/-\/gate\/health$/, handle: handleHealth },
  { name: 'ready', methods: ['GET'], path: /^\/-\/gate\/ready$/, handle: handleReady },
  { name: 'metrics', methods: ['GET'], path: /^\/-\/gate\/metrics$/, handle: handleMetrics },
  { name: 'webhook', methods: ['POST'], path: /^\/-\/gate\/stripe$/, handle: handleWebhook },
  { name: 'login', methods: ['POST'], path: /^\/-\/v1\/login$/, handle: handleLogin },
  { name: 'done', methods: ['GET'], path: /^\/-\/v1\/done\/[\w-]{43}$/, handle: handleDone },
  { name: 'login-page', methods: ['GET'], path: /^\/-\/gate\/login\/[0-9a-f-]{36}$/, handle: handleLoginPage },
  { name: 'login-form', methods: ['POST'], path: /^\/-\/gate\/login\/[0-9a-f-]{36}$/, handle: handleLoginForm },
  {
    name: 'couch-login',
    methods: ['PUT'],
    path: /^\/-\/user\/org\.couchdb\.user:[^/]{1,200}$/,
    handle: handleCouchLogin
  },
  { name: 'logout', methods: ['DELETE'], path: /^\/-\/user\/token\/[\w-]{1,100}$/, handle: handleTokenRevoke },
  { name: 'tokens', methods: ['GET'], path: /^\/-\/npm\/v1\/tokens$/, handle: handleTokenList },
  { name: 'token-create', methods: ['POST'], path: /^\/-\/npm\/v1\/tokens$/, handle: handleTokenCreate },
  {
    name: 'token-revoke',
    methods: ['DELETE'],
    path: /^\/-\/npm\/v1\/tokens\/token\/[\w-]{1,100}$/,
    handle: handleTokenRevoke
  },
  {
    name: 'exchange',
    methods: ['POST'],
    path: /^\/-\/npm\/v1\/oidc\/token\/exchange\/package\/[^/]{1,240}(?:\/[^/]{1,240})?$/,
    handle: handleExchange
  },
  { name: 'profile', methods: ['GET'], path: /^\/-\/npm\/v1\/user$/, handle: handleProfile },
  { name: 'search', methods: ['GET'], path: /^\/-\/v1\/search$/, handle: handleSearch },
  { name: 'check', methods: ['POST'], path: /^\/-\/gate\/check$/, handle: handleCheck },
  { name: 'receipts', methods: ['GET'], path: /^\/-\/gate\/receipts$/, handle: handleReceipts },
  { name: 'break-glass-page', methods: ['GET'], path: /^\/-\/gate\/break-glass$/, handle: handleBreakGlassPage },
  { name: 'break-glass', methods: ['POST'], path: /^\/-\/gate\/break-glass$/, handle: handleBreakGlass },
  { name: 'plans', methods: ['GET'], path: /^\/-\/gate\/plans$/, handle: handlePlans },
  { name: 'buy', methods: ['GET'], path: /^\/-\/gate\/buy\/[^/]{1,240}$/, handle: handleBuy },
  { name: 'welcome', methods: ['GET'], path: /^\/-\/gate\/welcome$/, handle: handleWelcome },
  { name: 'whoami', methods: ['GET'], path: /^\/-\/whoami$/, handle: handleWhoami },
  { name: 'admin', methods: ['GET', 'POST', 'DELETE'], path: /^\/-\/gate\/admin\//, handle: handleAdmin }
]
