import { expect, test } from 'vitest'
import { secretRows } from './secret-rows.ts'

test('secrets without a value stand beside those that have one, and beside those nobody asks for', () => {
  const named = [
    { environment: 'staging', name: 'TOKEN', plans: ['Orders'] },
    { environment: 'demo', name: 'TOKEN', plans: ['Orders', 'Mail'] },
  ]
  const stored = [
    { environment: 'staging', name: 'TOKEN', updatedAt: '2026-11-21T10:00:00.000Z' },
    { environment: 'old', name: 'KEY', updatedAt: '2026-11-20T10:00:00.000Z' },
  ]
  expect(secretRows(named, stored)).toEqual([
    { environment: 'demo', name: 'TOKEN', plans: ['Orders', 'Mail'], updatedAt: null },
    { environment: 'old', name: 'KEY', plans: [], updatedAt: '2026-11-20T10:00:00.000Z' },
    { environment: 'staging', name: 'TOKEN', plans: ['Orders'], updatedAt: '2026-11-21T10:00:00.000Z' },
  ])
})
