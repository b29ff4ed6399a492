/**
 * Which addresses of the internet protocol belong to the public internet. What a pack links to is written by others: it
 * shall not make this machine ask its own services, or those of the network around it.
 */
import { BlockList, isIP, isIPv6 } from 'node:net'

/** The special-purpose registries of IANA (RFC 6890 and its updates), and multicast. */
const NOT_PUBLIC = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4'
  ],
  // Only 2000::/3 is given out; some parts of it lead back to addresses above, or nowhere.
  ipv6: ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']
} as const

// A list for each family, because one list compares an address of four numbers with `::/3` too.
const blocked = { ipv4: blockListOf('ipv4'), ipv6: blockListOf('ipv6') }

/**
 * Whether an address belongs to the public internet.
 * @param address In dots or colons, without brackets; anything else does not.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  return isIP(address) !== 0 && !blocked[family].check(address, family)
}

function blockListOf(family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const range of NOT_PUBLIC[family]) {
    const [network = '', prefix = ''] = range.split('/')
    list.addSubnet(network, Number(prefix), family)
  }
  return list
}
