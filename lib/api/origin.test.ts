import { expect, it } from 'vitest'
import { assertOwnOrigin } from './origin.ts'

function isLetIn(headers: Record<string, string>, method = 'POST', publicUrl?: string): boolean {
  try {
    assertOwnOrigin({ method, headers: new Headers({ host: '127.0.0.1:3000', ...headers }) }, publicUrl)
    return true
  } catch {
    return false
  }
}

it('lets own pages and callers that are no browsers write', () => {
  expect(isLetIn({})).toBe(true)
  expect(isLetIn({ origin: 'http://127.0.0.1:3000' })).toBe(true)
  expect(isLetIn({ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' })).toBe(true)
})

it('refuses writes from pages of other origins, other ports and opaque origins', () => {
  expect(isLetIn({ origin: 'https://evil.test' })).toBe(false)
  expect(isLetIn({ origin: 'http://127.0.0.1:4010' })).toBe(false)
  expect(isLetIn({ origin: 'null' })).toBe(false)
  expect(isLetIn({ 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:4010' })).toBe(false)
  expect(isLetIn({ 'sec-fetch-site': 'cross-site' })).toBe(false)
})

it('knows the address a proxy serves it under', () => {
  expect(isLetIn({ origin: 'https://headroom.test' }, 'PATCH', 'https://headroom.test/')).toBe(true)
  expect(isLetIn({ origin: 'https://headroom.test' }, 'PATCH')).toBe(false)
})

it('does not stand in the way of reading', () => {
  expect(isLetIn({ origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }, 'GET')).toBe(true)
})
