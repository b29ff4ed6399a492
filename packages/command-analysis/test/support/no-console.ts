import { beforeEach, vi } from 'vitest'

// A library never prints.
beforeEach(() => {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => {
      throw new Error(`The library printed: ${words.join(' ')}`)
    })
  }
})
