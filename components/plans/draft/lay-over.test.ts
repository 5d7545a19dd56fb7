import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { applyOperations, type DraftOperation } from '#lib/plans/merge.ts'
import { layOver } from './lay-over.ts'

const PLAN: PlanDraft = {
  name: 'Orders',
  systems: ['api', 'db'],
  slas: [
    { key: 'a', target: '1s' },
    { key: 'b', target: '2s' },
  ],
}
const set = (path: string, value: unknown): DraftOperation => ({ op: 'set', path: path.split('.'), value })

describe('edits laid over a draft', () => {
  const acts: DraftOperation[][] = [
    [set('name', 'Shop')],
    [set('slas.b.target', '3s'), set('slas.b.limit', '4s')],
    [set('systems.1', 'queue')],
    [set('ticket.id', 'FM-5')],
    [set('slas.b.target', null), set('name', '')],
    [set('slas.c.target', '1s')],
    [set('systems.7', 'none')],
    [{ op: 'insert', path: ['slas'], value: { key: 'c' } }],
  ]
  it.each(acts.map((operations) => ({ operations })))(
    'give what the server will make of them: $operations',
    ({ operations }) => {
      const applied = applyOperations(PLAN, operations)
      const laid = layOver(PLAN, operations)
      expect(laid.draft).toEqual(applied.ok ? applied.draft : PLAN)
      expect(laid.refused).toHaveLength(applied.ok ? 0 : 1)
    },
  )

  it('leave the draft below as it was, and what did not change the same object', () => {
    const { draft } = layOver(PLAN, [set('slas.b.target', '3s')])
    expect(PLAN.slas?.[1]?.target).toBe('2s')
    expect(draft.slas?.[0]).toBe(PLAN.slas?.[0])
    expect(draft.systems).toBe(PLAN.systems)
    expect(layOver(PLAN, [set('slas.b.target', '3s')], draft).draft).toBe(draft)
  })
})
