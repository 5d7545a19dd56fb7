import { describe, expect, it } from 'vitest'
import { bearerToken, createToken, hashSecret, matchesSecret, parseToken } from './token.ts'

describe('tokens', () => {
  it('are made of a prefix that finds them and a secret of which only the hash is kept', () => {
    const { token, prefix, secretHash } = createToken()
    const parsed = parseToken(token)
    expect(parsed?.prefix).toBe(prefix)
    expect(hashSecret(parsed?.secret ?? '')).toBe(secretHash)
    expect(secretHash).not.toContain(parsed?.secret)
  })

  it('differ each time', () => {
    expect(new Set(Array.from({ length: 100 }, () => createToken().token)).size).toBe(100)
  })

  it('match their own hash only', () => {
    const one = createToken()
    const other = createToken()
    const secret = parseToken(one.token)?.secret ?? ''
    expect(matchesSecret(secret, one.secretHash)).toBe(true)
    expect(matchesSecret(secret, other.secretHash)).toBe(false)
    expect(matchesSecret(secret, 'short')).toBe(false)
  })

  it('are read from a bearer header and nothing else', () => {
    const { token, prefix } = createToken()
    expect(bearerToken(`Bearer ${token}`)).toMatchObject({ prefix })
    expect(bearerToken(`bearer  ${token} `)).toMatchObject({ prefix })
    expect(bearerToken(null)).toBeNull()
    for (const header of [
      `Basic ${token}`,
      token,
      `Bearer ${token}x`,
      'Bearer',
      'Bearer hr_x_y',
      `Bearer ${token} x`,
    ]) {
      expect(bearerToken(header)).toBe('invalid')
    }
  })
})
