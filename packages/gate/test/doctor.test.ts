import { expect, test } from 'vitest'
import { diagnose, type Subscribed } from '../src/doctor/diagnose.ts'

const features = new Map([['prod', ['pro', 'extra']]])
const subscription = (status: string): Subscribed => ({ id: 'sub_1', customer: 'cus_1', status, products: ['prod'] })

test.each([
  ['who pays and has all', 'active', ['pro', 'extra'], []],
  ['who pays and lacks what came later', 'active', ['pro'], ['pays-and-lacks extra']],
  ['who is late and lacks everything', 'past_due', [], ['pays-and-lacks extra', 'pays-and-lacks pro']],
  ['who is paused and still has', 'paused', ['pro'], ['paused-and-has pro']],
  ['who does not pay and has', 'unpaid', ['pro'], ['has-and-does-not-pay pro']],
  ['who has what no product holds', 'active', ['pro', 'extra', 'old'], ['has-and-does-not-pay old']]
])('%s', (_, status, has, expected) => {
  const findings = diagnose([subscription(status)], features, new Map([['cus_1', has]]))
  expect(findings.map(({ kind, feature }) => `${kind} ${feature}`)).toEqual(expected)
  for (const { text } of findings) expect(text).toMatch(/^cus_1 .+\.$/)
})
