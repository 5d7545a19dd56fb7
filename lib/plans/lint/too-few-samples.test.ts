import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { tooFewSamples } from './too-few-samples.ts'

describe('too-few-samples', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(tooFewSamples)).toEqual([])
  })

  it('finds a percentile the judged window cannot fill', () => {
    const found = findingsOf(tooFewSamples, (draft) => {
      draft.slas = [{ key: 'p', operation: 'read', metric: 'p99.9', target: '1s' }]
      draft.scenarios![1]!.load = { model: 'rate', rate: '10/s', hold: '100s', rampDown: '1h' }
    })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      message:
        'p99.9 of read needs 10,000 attempts, flood is expected to make about 1,000 in the judged window: it would be inconclusive',
      places: ['slas.p', 'scenarios.flood.load'],
      arithmetic: '10 / (1 − 0.999) = 10,000 attempts; expected about 1,000',
      fix: 'Hold flood 10.0 times as long, or raise its load',
    })
  })

  it('counts an operation by its share of the mix, alone and in flows', () => {
    // 10 users / (2 s + 0.6 · (500 ms + 2 · 50 ms) + 0.4 · 50 ms), 60 s, 0.6 creates each
    const found = findingsOf(tooFewSamples, (draft) => {
      draft.slas = [{ key: 'p', operation: 'create', metric: 'p95', target: '1s' }]
      draft.scenarios![0]!.load = { users: '10', hold: '1m', thinkTime: '2s' }
    })
    expect(found[0]?.arithmetic).toBe('10 / (1 − 0.95) = 200 attempts; expected about 151')
  })

  it('knows that no failure in n attempts shows no better than 3 / n', () => {
    const found = findingsOf(tooFewSamples, (draft) => {
      draft.slas = [
        { key: 'e', operation: 'read', metric: 'error_rate', target: '0.001%', limit: '1%', scenario: 'flood' },
      ]
    })
    expect(found[0]?.arithmetic).toBe('3 / 0.001% = 300,000 attempts; expected about 120,000')
  })

  it('counts no more than the iterations the load ends after', () => {
    const found = findingsOf(tooFewSamples, (draft) => {
      draft.slas = [{ key: 'p', operation: 'read', metric: 'p99', target: '1s', scenario: 'flood' }]
      draft.scenarios![1]!.load!.iterations = '500'
    })
    expect(found[0]).toMatchObject({
      arithmetic: '10 / (1 − 0.99) = 1,000 attempts; expected about 500',
      fix: 'Give flood 1,000 iterations and the time for them, or judge it elsewhere',
    })
  })

  it('counts an operation nobody sends by the rate asked of it, in the everyday test of the strategy', () => {
    const login = (duration: string) =>
      findingsOf(tooFewSamples, (draft) => {
        draft.operations!.push({ key: 'login', request: { path: '/login' } })
        draft.slas!.push(
          { key: 'login-rate', operation: 'login', metric: 'rate', target: '50/min' },
          { key: 'login-errors', operation: 'login', metric: 'error_rate', target: '0.1%' },
        )
        draft.strategy = [{ type: 'load', duration }]
      })
    expect(login('1h')).toEqual([])
    expect(login('30 min')[0]).toMatchObject({
      places: ['slas.login-errors', 'strategy.0.duration'],
      arithmetic: '3 / 0.1% = 3,000 attempts; 50/min × 30m = 1,500',
    })
  })
})
