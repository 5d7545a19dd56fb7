import { describe, expect, it } from 'vitest'
import { freeKey, isKey, keyFrom } from './free-key.ts'

describe('a key', () => {
  it('is the first that is free', () => {
    expect(freeKey('smoke', [])).toBe('smoke')
    expect(freeKey('smoke', ['smoke'])).toBe('smoke-2')
    expect(freeKey('smoke-2', ['smoke', 'smoke-2'])).toBe('smoke-3')
  })

  it('is made of a label', () => {
    expect(keyFrom('Create order (v2)', 'x')).toBe('create-order-v2')
    expect(keyFrom('Bestellung für später', 'x')).toBe('bestellung-fur-spater')
    expect(keyFrom('注文', 'operation')).toBe('operation')
    expect(isKey(keyFrom('  --a  b--  ', 'x'))).toBe(true)
  })
})
