import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressOf, countedAs, isIn, isNetwork } from '../src/http/address.ts'

const request = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  }) as unknown as IncomingMessage

test.each([
  ['without a proxy, a header is nothing', '1.1.1.1', '10.0.0.1', [], '1.1.1.1'],
  ['from a stranger, a header is nothing', '1.1.1.1', '10.0.0.1', ['10.0.0.0/8'], '1.1.1.1'],
  ['from a proxy, the last stranger counts', '10.0.0.9', '6.6.6.6, 2.2.2.2', ['10.0.0.0/8'], '2.2.2.2'],
  ['two proxies', '10.0.0.9', '6.6.6.6, 2.2.2.2, 10.0.0.8', ['10.0.0.0/8'], '2.2.2.2'],
  ['a header that is no address', '10.0.0.9', 'x', ['10.0.0.0/8'], '10.0.0.9'],
  ['a header that is empty', '10.0.0.9', '', ['10.0.0.0/8'], '10.0.0.9'],
  ['version 4 written as 6', '::ffff:1.1.1.1', undefined, [], '1.1.1.1'],
  ['version 6', '::1', '2001:db8::1', ['::1/128'], '2001:db8::1'],
  ['a port beside the address', '10.0.0.9', '6.6.6.6, 2.2.2.2:51034', ['10.0.0.0/8'], '2.2.2.2'],
  ['a port beside one of version 6', '::1', '[2001:db8::1]:443', ['::1/128'], '2001:db8::1']
])('%s', (_, direct, forwarded, proxies, expected) => {
  expect(addressOf(request(direct, forwarded), proxies)).toBe(expected)
})

test.each([
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['10.1.2.3', '10.1.2.3', true],
  ['2001:db8::5', '2001:db8::/32', true],
  ['x', '0.0.0.0/0', false]
])('%s in %s: %s', (address, network, expected) => {
  expect(isIn(address, [network])).toBe(expected)
})

test.each(['10.0.0.0/33', '10.0.0/8', '10.0.0.0/', '10.0.0.0/-1', '::/129', '', 'x', '10.0.0.0/8x'])(
  '%s is no network',
  (text) => {
    expect(isNetwork(text)).toBe(false)
  }
)

test.each([
  ['1.2.3.4', '1.2.3.4'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8::ffff:1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
  ['2001:0db8:0000:0001::1', '2001:db8:0:1::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', '']
])('%s is counted as %s', (address, expected) => {
  expect(countedAs(address)).toBe(expected)
})
