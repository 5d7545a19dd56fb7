import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { applyOperations } from '#lib/plans/merge.ts'
import { cellEdits, pasteEdits } from './matrix-edits.ts'
import { matrixOf } from './objective-views.ts'

const PLAN: PlanDraft = {
  name: 'Orders',
  operations: [
    { key: 'create', name: 'Create order', request: { method: 'POST', path: '/orders' } },
    { key: 'read', name: 'Read order', request: { method: 'GET', path: '/orders/{{ id }}' } },
  ],
  slas: [{ key: 'create-p95', operation: 'create', metric: 'p95', target: '150ms' }],
}

function applied(plan: PlanDraft, edits: Parameters<typeof applyOperations>[1]): PlanDraft {
  const result = applyOperations(plan, edits)
  if (!result.ok) throw new Error(result.problem.message)
  return result.draft
}

const paste = (text: string, from: { row: number | null; col: string | null }, scope = ''): PlanDraft =>
  applied(
    PLAN,
    pasteEdits(
      PLAN,
      scope,
      matrixOf(PLAN.slas ?? [], PLAN.operations ?? [], scope),
      text.split('\n').map((line) => line.split('\t')),
      from,
    ),
  )

describe('a cell of the matrix', () => {
  it('that is filled becomes an objective of its operation and metric', () => {
    const edits = cellEdits(PLAN, 'type:stress', [
      { operation: 'create', metric: 'p95', field: 'target', text: '500ms' },
    ])
    expect(applied(PLAN, edits).slas?.[1]).toEqual({
      key: 'create-p95-2',
      operation: 'create',
      metric: 'p95',
      when: ['type:stress'],
      target: '500ms',
      priority: 'high',
    })
  })

  it('that is emptied is no objective any more, unless its limit is still there', () => {
    const empty = [{ operation: 'create', metric: 'p95', field: 'target', text: '' }] as const
    expect(applied(PLAN, cellEdits(PLAN, '', empty)).slas).toEqual([])
    const limited = { ...PLAN, slas: [{ key: 'a', operation: 'create', metric: 'p95', target: '1s', limit: '2s' }] }
    expect(applied(limited, cellEdits(limited, '', empty)).slas).toEqual([
      { key: 'a', operation: 'create', metric: 'p95', limit: '2s' },
    ])
  })
})

describe('a block that is pasted into the matrix', () => {
  it('of one line with six values makes six objectives, bare numbers in the unit of their column', () => {
    const { slas } = paste('50\t150\t300\t500\t0.1\t100/min', { row: 2, col: 'p50 target' })
    expect(slas?.slice(1).map(({ operation, metric, target }) => `${operation} ${metric} ${target}`)).toEqual([
      'read p50 50ms',
      'read p95 150ms',
      'read p99 300ms',
      'read max 500ms',
      'read error_rate 0.1%',
      'read rate 100/min',
    ])
  })

  it('with a first column finds the operations, and adds those it does not find', () => {
    const { slas, operations } = paste(
      'Endpoint\tp50\tp95\nGET /orders/:id\t< 20ms\t80ms\nDELETE /orders/{id}\t30ms\t90ms',
      { row: 0, col: 'p50 target' },
    )
    expect(operations?.[2]).toEqual({
      key: 'delete-orders-id',
      name: 'DELETE /orders/{id}',
      request: { method: 'DELETE', path: '/orders/{{ id }}' },
    })
    expect(slas?.slice(1).map(({ operation, metric, target }) => `${operation} ${metric} ${target}`)).toEqual([
      'read p50 20ms',
      'read p95 80ms',
      'delete-orders-id p50 30ms',
      'delete-orders-id p95 90ms',
    ])
  })

  it('as wide as targets and limits together fills both', () => {
    const { slas } = paste('20ms\t40ms\t80ms\t120ms\t1s\t2s\t3s\t4s\t0.1%\t1%\t10/s\t5/s', {
      row: 2,
      col: 'p50 target',
    })
    expect(slas?.[1]).toMatchObject({ operation: 'read', metric: 'p50', target: '20ms', limit: '40ms' })
    expect(slas?.at(-1)).toMatchObject({ metric: 'rate', target: '10/s', limit: '5/s' })
  })

  it('changes what is there in place of adding to it', () => {
    const { slas } = paste('100ms', { row: 1, col: 'p95 target' })
    expect(slas).toEqual([{ key: 'create-p95', operation: 'create', metric: 'p95', target: '100ms' }])
  })
})
