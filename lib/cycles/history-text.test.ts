import { describe, expect, it } from 'vitest'
import { historyText } from './history-text.ts'

describe('the history of a cycle', () => {
  it('names what was changed as people call it', () => {
    expect(historyText('cycle.update', { changed: ['name', 'endsOn', 'versionUnderTest'] })).toBe(
      'changed the name, the day of the release, the version under test',
    )
  })

  it('names the part of a run once, though it is kept in two columns', () => {
    const details = { finding: 'PERF-001', changed: ['severity', 'fromMs', 'toMs'] }
    expect(historyText('finding.update', details)).toBe('changed severity, the part of the run of PERF-001')
  })

  it('tells what it has no words for by its verb', () => {
    expect(historyText('cycle.sing', {})).toBe('cycle.sing')
  })
})
