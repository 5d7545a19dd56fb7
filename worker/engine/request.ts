// A request filled in from its operation and whoever sends it.

import { messageOf } from '#lib/core/errors.ts'
import type { Attempt } from './attempt.ts'
import { CookieJar } from './cookie-jar.ts'
import type { EngineOperation } from './engine-operation.ts'
import type { Iteration } from './iteration.ts'
import { urlAt } from './link.ts'

/** Fills in the request. Returns why it cannot be made, a sentence; null when it is. */
export function render(attempt: Attempt, operation: EngineOperation, iteration: Iteration): string | null {
  // Values come from the target: no answer of it may end the run.
  try {
    fill(attempt, operation, iteration)
  } catch (error) {
    iteration.missing = null
    return messageOf(error)
  }
  const { missing } = iteration
  iteration.missing = null
  return missing && `{{ ${missing} }} has no value, as nothing has extracted it.`
}

function fill(attempt: Attempt, operation: EngineOperation, iteration: Iteration): void {
  if (iteration.sensitive.length > 0) iteration.sensitive.length = 0
  attempt.method = operation.method
  attempt.path = operation.path.constant ?? operation.path.render(iteration)
  attempt.headers =
    operation.constantHeaders ?? operation.headers.flatMap(({ name, value }) => [name, value.render(iteration)])
  attempt.body = operation.constantBody ?? (operation.body === null ? null : operation.body(iteration))
  attempt.verbatim = operation.verbatim === null ? null : operation.verbatim(iteration)
  if (iteration.cookies !== null) addCookies(attempt, iteration.cookies, operation.baseUrl)
}

/** Keeps what an answer sets. */
export function keepCookies(attempt: Attempt): void {
  const { iteration, operation } = attempt
  const lines = attempt.responseHeaders['set-cookie']
  if (lines === undefined) return
  iteration.cookies ??= new CookieJar()
  const url = attempt.url ?? urlAt(attempt.path, operation.baseUrl) ?? operation.baseUrl
  iteration.cookies.store(lines, url, Date.now())
}

/** A redirect goes to `url`: the cookies are those of that place. */
export function takeCookiesAlong(attempt: Attempt, url: URL): void {
  const { iteration, operation } = attempt
  if (iteration.cookies === null) return
  const at = cookieAt(attempt.headers)
  const own = operation.headers.find(({ name }) => name === 'cookie')
  if (at >= 0 && own) attempt.headers = attempt.headers.with(at + 1, own.value.render(iteration))
  else if (at >= 0) attempt.headers = attempt.headers.toSpliced(at, 2)
  addCookies(attempt, iteration.cookies, url)
}

/** Sends the cookies of `jar` along, after those that the operation writes itself. */
function addCookies(attempt: Attempt, jar: CookieJar, url: URL): void {
  const cookies = jar.headerFor(url.hostname, attempt.path, url.protocol === 'https:', Date.now())
  if (cookies === null) return
  const at = cookieAt(attempt.headers)
  if (at < 0) attempt.headers = [...attempt.headers, 'cookie', cookies]
  else attempt.headers = attempt.headers.with(at + 1, `${attempt.headers[at + 1]}; ${cookies}`)
}

function cookieAt(headers: readonly string[]): number {
  return headers.findIndex((name, i) => i % 2 === 0 && name === 'cookie')
}
