/** From where a request comes, and whether that is in a network. */
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/**
 * Finds the address of a client.
 * @param request Its request.
 * @param proxies Networks whose X-Forwarded-For is believed.
 * @returns The nearest address that is none of a trusted proxy.
 */
export function addressOf(request: IncomingMessage, proxies: readonly string[]): string {
  const direct = plainAddress(request.socket.remoteAddress ?? '')
  if (proxies.length === 0 || !isIn(direct, proxies)) return direct
  const header = request.headers['x-forwarded-for']
  const chain = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((part) => plainAddress(part.trim()))
  // Only the end was written by those who are trusted; what stands before it anybody can write.
  const outside = chain.toReversed().find((address) => isIP(address) === 0 || !isIn(address, proxies))
  return outside !== undefined && isIP(outside) !== 0 ? outside : direct
}

/**
 * Whether an address lies in one of some networks.
 * @param address An address.
 * @param networks Networks as `10.0.0.0/8`, or single addresses.
 * @returns False for anything that is neither.
 */
export function isIn(address: string, networks: readonly string[]): boolean {
  const version = isIP(address)
  if (version === 0) return false
  const list = new BlockList()
  for (const network of networks) addTo(list, network)
  return list.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

/** Whether a text names a network. */
export function isNetwork(text: string): boolean {
  return addTo(new BlockList(), text)
}

function addTo(list: BlockList, network: string): boolean {
  const [address = '', bits] = network.split('/')
  const version = isIP(address)
  const most = version === 6 ? 128 : 32
  const length = bits === undefined ? most : Number(bits)
  if (version === 0 || !/^\d*$/.test(bits ?? '') || bits === '' || length > most) return false
  list.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4')
  return true
}

/**
 * By what an address is counted: whoever has one of IPv6 has as many as they want in the same network of 64 bits.
 * @param address An address.
 * @returns Itself, or its network.
 */
export function countedAs(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length
  const groups = [...first, ...Array.from({ length: Math.max(zeros, 0) }, () => '0'), ...last]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** Some proxies write the port beside the address. */
function plainAddress(address: string): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(address)?.[1] ?? address
  return bare.startsWith('::ffff:') ? bare.slice('::ffff:'.length) : bare
}
