import { describe, expect, it } from 'vitest'
import { riskLevel, sortRisks } from './risk.ts'

describe('the severity of a risk', () => {
  it('grows with probability and impact', () => {
    expect(riskLevel({ probability: 'High', impact: 'medium' })).toBe('high')
    expect(riskLevel({ probability: 'medium', impact: 'medium' })).toBe('medium')
    expect(riskLevel({ probability: 'low', impact: 'medium' })).toBe('low')
    expect(riskLevel({ probability: 'unlikely', impact: 'high' })).toBeNull()
  })

  it('puts the most severe first and keeps the order of equals', () => {
    const [a, b, c] = [
      { probability: 'low', impact: 'low' },
      { probability: 'high', impact: 'high' },
      { probability: 'low', impact: 'low' },
    ]
    expect(sortRisks([a, b, c])).toEqual([b, a, c])
    expect(sortRisks([a, c])[0]).toBe(a)
  })
})
