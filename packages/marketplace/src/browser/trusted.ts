/**
 * The one place where a text becomes the address of a script: that of a worker of this site.
 */
interface TrustedScripts {
  createScriptURL(url: string): string
}
interface Factory {
  createPolicy(name: string, rules: TrustedScripts): TrustedScripts
}

const rules: TrustedScripts = {
  createScriptURL(address) {
    const url = new URL(address, location.href)
    const isWorker = /\/(?:sw\.js|assets\/search-worker-\w+\.js)$/.test(url.pathname)
    if (url.origin !== location.origin || !isWorker) throw new TypeError(`${url.pathname} is not a worker of this site`)
    return url.href
  }
}
const factory = Reflect.get(globalThis, 'trustedTypes') as Factory | undefined
const policy = factory ? factory.createPolicy('keys', rules) : rules

/** The address of a worker, as a browser with Trusted Types wants it. */
export function workerAddress(address: string): string {
  return policy.createScriptURL(address)
}
