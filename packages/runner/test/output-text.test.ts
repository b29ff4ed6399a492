import { describe, expect, test } from 'vitest'
import { evaluate, shownText, type Execution } from '../src/index.js'
import { fixturePack } from './support/fixture.js'

describe('what an output shows', () => {
  const cases: [string, string, string][] = [
    ['plain text, as it is', 'a\tb \n\n c', 'a\tb \n\n c'],
    ['a line that rewrites itself', '\rworking 50%\rok\n', 'ok\n'],
    ['a rewritten line that was longer', 'progress 100%\rdone', 'done'],
    ['a carriage return after each rewrite', ' 10%\r 100%\r\n', ' 100%\n'],
    ['lines that end as on Windows', 'one\r\ntwo\r\n', 'one\ntwo\n'],
    ['a line erased after a carriage return', 'loading\r\u001b[Kok', 'ok'],
    ['a line erased and not written again', 'loading\r\u001b[2K\nok', '\nok'],
    ['an erasure where nothing follows the cursor', '\u001b[32mok\u001b[K\u001b[0m\n', 'ok\n'],
    ['a spinner', '|\b/\b-\b \bdone', 'done'],
    ['a backspace goes back over what is there', 'cat\b\b\bh', 'hat'],
    ['a backspace at the beginning', 'a\n\b\bb', 'a\nb'],
    ['overstrikes, as of a manual page', 'o\bok\bk', 'ok'],
    ['colors', '\u001b[1;32mok\u001b[0m\n', 'ok\n'],
    ['colors with colons', '\u001b[38:2::1:2:3mok\u001b[m', 'ok'],
    ['colors in eight bits', '\u009b31mok\u009b0m', 'ok'],
    ['a title', '\u001b]0;build 3\u0007ok', 'ok'],
    ['a link', '\u001b]8;;https://x.test\u001b\\ok\u001b]8;;\u001b\\', 'ok'],
    ['a title without an end takes its line alone', '\u001b]0;build\nok', '\nok'],
    ['a string of the device', '\u001bP1$r0m\u001b\\ok', 'ok'],
    ['a character set', '\u001b(Bok\u001b=', 'ok'],
    ['an escape that is cut off', 'ok\u001b[', 'ok'],
    ['what nobody sees', '\u0000o\u0007k\u007f\u000e', 'ok'],
    ['a form feed begins a line', 'one\ftwo', 'one\ntwo'],
    ['characters outside the basic plane', '😀x\b \r😀', '😀'],
    ['marks of direction stay: they are shown as what they are', 'ok\u202e\u001b[0m', 'ok\u202e']
  ]
  test.each(cases)('%s', (_, raw, shown) => {
    expect(shownText(raw)).toBe(shown)
    expect(shownText(shown)).toBe(shown)
  })

  test.each(['\u001b]', '\u001b[', '\r', '\b', 'a\b', '\u001b[2K', '\u009b0', 'x\r\u001b[K'])(
    'a flood of %j takes linear time',
    (part) => {
      const started = performance.now()
      shownText(part.repeat(300_000))
      expect(performance.now() - started).toBeLessThan(3000)
    }
  )
})

describe('what is judged is what is shown', () => {
  const { steps } = fixturePack().runbook
  const execution = (stdout: string, stderr = ''): Execution => ({
    number: 1,
    command: { step: 'any', part: 'step', index: 0 },
    visit: 0,
    startedAt: '',
    end: { type: 'exited', status: 0 },
    stdout,
    stderr,
    duration: null,
    process: null,
    host: null
  })
  const judged = (id: string, stdout: string, stderr?: string) =>
    evaluate(
      steps.find((one) => one.id === id)!,
      () => execution(stdout, stderr)
    )

  test.each([
    ['a line that rewrites itself', '\rworking 50%\rthere\n'],
    ['a colored word', '\u001b[32mthere\u001b[0m\n'],
    ['a spinner before the word', '|\b/\b \bthere\n']
  ])('%s', (_, stdout) => {
    expect(judged('is-it-there', stdout)).toMatchObject({ choice: { index: 0 }, observed: 'there' })
  })

  test('an empty screen is empty', () => {
    expect(judged('how-many-wait', '\u001b[0m\u0000\n')).toMatchObject({ reason: 'The command printed nothing.' })
  })

  test.each([
    ['a value', '17\n', '', 'No other branch matches; compared with: `17`.'],
    ['a colored value of one line', '\u001b[1m17\u001b[0m', '', 'No other branch matches; compared with: `17`.'],
    ['several lines, of which expressions see all', 'a\n17', '', 'compared with: the whole output, last line `17`.']
  ])('a branch for the rest says with what the others were compared: %s', (_, stdout, stderr, reason) => {
    expect(judged('how-many-wait', stdout, stderr)).toMatchObject({ reason: expect.stringContaining(reason) })
  })

  test('that stdout is empty and stderr is not, is said', () => {
    expect(judged('jobs-are-taken', '', '7\n')).toMatchObject({
      reason: 'Expected > 0, saw nothing: stdout is empty, and stderr, which is not, is not compared.'
    })
  })
})
