import { describe, expect, it } from 'vitest'
import { emptyLedger, type WriteLedger } from '#lib/runs/write-ledger.ts'
import { analyseIntegrity, reconcile } from './integrity.ts'
import { figureOf, runOf } from './run-fixture.ts'

const told = (...ledgers: Partial<WriteLedger>[]) =>
  runOf([], [], {
    marks: ledgers.map((one) => ({ kind: 'integrity', offsetMs: 0, text: '', data: { ...emptyLedger(), ...one } })),
  })

describe('integrity', () => {
  it('adds up what the parts of a run found: 7 lost, 3 duplicated, 1 corrupted', () => {
    const said = analyseIntegrity(
      told(
        { acknowledged: 600, read: 600, lost: 4, duplicated: 3, examples: [{ key: 'a', what: 'lost', atMs: 61_000 }] },
        { acknowledged: 400, read: 400, lost: 3, corrupted: 1 },
      ),
    )
    expect(said?.sentence).toMatch(/Of 1,000 acknowledged writes 7 lost, 3 duplicated, 1 corrupted/)
    expect(figureOf(said, 'lost_writes')).toBe(7)
    expect(said?.table?.rows).toEqual([{ key: 'a', what: 'lost', at: '01:01' }])
    expect(said?.suggestion?.severity).toBe('critical')
  })

  it('is good when all is there, and unknown when nothing could be read', () => {
    expect(analyseIntegrity(told({ acknowledged: 10, read: 10 }))?.tone).toBe('good')
    expect(analyseIntegrity(told({ acknowledged: 10, unread: 10 }))?.tone).toBe('unknown')
    expect(analyseIntegrity(told())).toBeNull()
  })

  it('speaks of duplicates only where lists were read', () => {
    const single = analyseIntegrity(told({ acknowledged: 10, read: 10, lost: 1 }))
    expect(single?.sentence).toContain('1 lost, 0 corrupted')
    expect(figureOf(single, 'duplicate_writes')).toBeNull()
    const listed = analyseIntegrity(told({ acknowledged: 10, read: 10, listed: 10 }))
    expect(listed?.sentence).toContain('none was lost, duplicated or corrupted')
    expect(figureOf(listed, 'duplicate_writes')).toBe(0)
  })

  it('tells what is not known', () => {
    expect(analyseIntegrity(told({ acknowledged: 10, read: 8, notFollowed: 2 }))?.sentence).toContain(
      'Nothing is known of 2',
    )
  })
})

describe('counters of the target', () => {
  it('miss 13 of 1,000 acknowledged requests when they differ by 987', () => {
    expect(reconcile(1000, { before: 5000, after: 5987 })).toEqual({ counted: 987, missing: 13, unaccounted: null })
  })

  it('balance when what was sent was delivered or bounced', () => {
    expect(reconcile(1000, { before: 0, after: 1000 }, [940, 60]).unaccounted).toBe(0)
    expect(reconcile(1000, { before: 0, after: 1000 }, [940, 50]).unaccounted).toBe(10)
  })
})
