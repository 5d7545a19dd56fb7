import { describe, expect, it } from 'vitest'
import { redact, redactText } from './redaction.ts'

describe('redact', () => {
  it('masks passwords, tokens, cookies and authorization at any depth, whatever their case', () => {
    const masked = redact({
      user: 'ada',
      Password: 'hunter2',
      request: { headers: { Authorization: 'Bearer abcdefghijk', Cookie: 'sid=1', accept: '*/*' } },
      tokens: [{ apiKey: 'k', name: 'ci' }],
    })
    expect(masked).toEqual({
      user: 'ada',
      Password: '[redacted]',
      request: { headers: { Authorization: '[redacted]', Cookie: '[redacted]', accept: '*/*' } },
      tokens: [{ apiKey: '[redacted]', name: 'ci' }],
    })
  })

  it('cleans the message, stack and cause of an error', () => {
    const error = new Error('cannot reach postgres://me:hunter2@db:5432/x', { cause: { password: 'hunter2' } })
    expect(JSON.stringify(redact(error))).not.toContain('hunter2')
    expect(JSON.stringify(redact(error))).toContain('postgres://me:[redacted]@db:5432/x')
  })

  it('ends on a cycle', () => {
    const loop: Record<string, unknown> = { name: 'loop' }
    loop.self = loop
    expect(JSON.stringify(redact(loop))).toContain('[deep]')
  })

  it('keeps text that only looks similar', () => {
    expect(redactText('p95(create-order) < 200ms at http://127.0.0.1:4010/orders')).toBe(
      'p95(create-order) < 200ms at http://127.0.0.1:4010/orders',
    )
  })
})
