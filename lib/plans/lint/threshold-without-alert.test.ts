import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { thresholdWithoutAlert } from './threshold-without-alert.ts'

const watchedBy = (...when: string[]) =>
  findingsOf(thresholdWithoutAlert, (draft) => {
    draft.resources = [{ metric: 'monitor(cpu)', normal: '60%', alert: '80%' }]
    draft.monitors = [{ key: 'app', metrics: [{ key: 'cpu' }, { key: 'restarts', alert: '> 3' }] }]
    draft.alerts = [{ key: 'a', when }]
  })

describe('threshold-without-alert', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(thresholdWithoutAlert)).toEqual([])
  })

  it('finds levels no alert watches', () => {
    expect(watchedBy('monitor(cpu) > 80% for 5m', 'increase(restarts, 1h) > 3')).toEqual([])
    expect(watchedBy().map((one) => one.places[0])).toEqual([
      'resources.0.alert',
      'monitors.app.metrics.restarts.alert',
    ])
    expect(watchedBy('monitor(cpu) > 90%')[0]?.fix).toContain('when: ["monitor(restarts) > 3 for 5m"]')
  })
})
