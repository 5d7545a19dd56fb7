import { describe, expect, it } from 'vitest'
import { claimConflict } from './claim-conflict.ts'
import { findingsOf } from './lint-fixture.ts'

const noted = (...notes: string[]) =>
  findingsOf(claimConflict, (draft) => {
    draft.notes = Object.fromEntries(notes.map((text, index) => [`note-${index}`, text]))
  })

describe('claim-conflict', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(claimConflict)).toEqual([])
  })

  it('finds two gains of one change', () => {
    const found = noted(
      '**Performance:** up to 3x faster than before',
      'Performance improvements: expected 20–30% improvement',
    )
    expect(found[0]).toMatchObject({ places: ['notes.note-0', 'notes.note-1'], arithmetic: '+200% against +20 to 30%' })
  })

  it('lets gains stand that agree, or that are of something else', () => {
    expect(noted('Performance: 1.25x faster', 'Performance: 20-30% improvement')).toEqual([])
    expect(noted('Performance: up to 3x faster', 'Batching: 30% improvement of one query')).toEqual([])
  })
})
