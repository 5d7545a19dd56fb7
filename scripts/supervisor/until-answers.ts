import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/core/errors.ts'

/** Waits until a URL answers with 2xx. Throws `unavailable` with the last answer when it does not within two minutes. */
export async function untilAnswers(url: string, limitMs = 120_000): Promise<void> {
  const deadline = Date.now() + limitMs
  let last = 'nothing'
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(30_000) })
      if (response.ok) return
      last = `${response.status} ${(await response.text()).slice(0, 500)}`
    } catch {
      last = 'nothing'
    }
    await sleep(50)
  }
  throw new AppError('unavailable', `${url} does not answer as it should: ${last}`)
}
