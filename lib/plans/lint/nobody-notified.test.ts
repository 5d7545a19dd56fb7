import { describe, expect, it } from 'vitest'
import { findingsOf } from './lint-fixture.ts'
import { nobodyNotified } from './nobody-notified.ts'

describe('nobody-notified', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(nobodyNotified)).toEqual([])
  })

  const notify = (names: string[] | undefined, email?: string) =>
    findingsOf(nobodyNotified, (draft) => {
      draft.alerts = [{ key: 'slow', when: ['p95 > 2s for 2m'], notify: names }]
      draft.contacts = [{ role: 'Test lead', email }]
    })

  it('finds an alert without a recipient, or for a team without an address', () => {
    expect(notify(undefined)).toHaveLength(1)
    expect(notify(['team'])[0]).toMatchObject({ places: ['alerts.slow.notify', 'contacts'] })
    expect(notify(['team'], 'lead@example.test')).toEqual([])
    expect(notify(['pager'])).toEqual([])
  })
})
