import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { unreadMonitor } from './unread-monitor.ts'

const seen = (monitor: Omit<NonNullable<PlanDraft['monitors']>[number], 'key'>) =>
  findingsOf(unreadMonitor, (draft) => {
    draft.monitors = [{ key: 'app', ...monitor }]
  }).map(({ places: [place], message, fix }) => [place, message, fix])

const metrics = (take?: string) => [{ key: 'value', ...(take === undefined ? {} : { take }) }]

describe('unread-monitor', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(unreadMonitor)).toEqual([])
    expect(seen({ kind: 'host', metrics: metrics('rate(disk_io_read_ops + disk_io_write_ops)') })).toEqual([])
    const url = 'postgres://a@db/x'
    expect(seen({ kind: 'postgres', url, metrics: metrics('connections_used / connections_max * 100') })).toEqual([])
    expect(seen({ kind: 'postgres', url, metrics: metrics('tup_inserted') })).toEqual([])
  })

  it('finds a source without an address', () => {
    expect(seen({ kind: 'json', metrics: metrics('$.depth') })).toEqual([
      [
        'monitors.app.url',
        'app has no address, so that nothing is read of it',
        'Write, for example, url: http://127.0.0.1:4010/metrics.json',
      ],
    ])
  })

  it('finds names that no environment has', () => {
    const url = 'https://{{ host }}/metrics'
    const headers = { authorization: 'Bearer {{ secret.TOKEN }}' }
    expect(seen({ url, headers }).map(([place, message]) => [place, message])).toEqual([
      ['monitors.app.url', '{{ host }} is no variable of any environment, so that nothing is read'],
      [
        'monitors.app.headers.authorization',
        '{{ secret.TOKEN }} is no secret of any environment, so that nothing is read',
      ],
    ])
    const known = findingsOf(unreadMonitor, (draft) => {
      Object.assign(draft.environments![0]!, { variables: { host: 'a.test' }, secrets: ['TOKEN'] })
      draft.monitors = [{ key: 'app', url, headers }]
    })
    expect(known).toEqual([])
  })

  it('finds a metric that is taken from nothing', () => {
    expect(seen({ kind: 'host', metrics: metrics() })[0]?.[2]).toBe('Write, for example, take: cpu_usage_percent')
  })

  it('finds a figure its source does not have', () => {
    expect(seen({ kind: 'host', metrics: metrics('cpu_usag_percent') })[0]?.[1]).toBe(
      'A host has no figure cpu_usag_percent; did you mean cpu_usage_percent?',
    )
    expect(seen({ kind: 'host', metrics: metrics('temperature_of_it') })[0]?.[1]).toContain('known: cpu_usage_percent')
    const postgres = seen({ kind: 'postgres', url: 'postgres://a@db/x', metrics: metrics('conections_used') })
    expect(postgres[0]?.[2]).toBe('Write take: connections_used')
  })
})
