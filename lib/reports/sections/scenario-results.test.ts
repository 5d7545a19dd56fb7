import { describe, expect, it } from 'vitest'
import type { PhaseVerdict } from '#lib/runs/verdict-schema.ts'
import { runsFixture } from '../report-fixture.ts'
import { sayDuration } from '../report-format.ts'
import type { ReportRun } from '../report-input.ts'
import { phaseTable } from './scenario-results.ts'

const [run] = runsFixture as [ReportRun]
const verdict = run.verdict!
const [objective] = verdict.objectives
const phase = { key: 'steady', name: 'Steady', success: ['error_rate < 1%'] }
const told = (change: Partial<PhaseVerdict>): ReportRun => ({
  ...run,
  verdict: {
    ...verdict,
    objectives: [{ ...objective!, key: 'base-steady-1', verdict: 'inconclusive', reason: 'Nothing says when it is.' }],
    phases: [{ ...verdict.phases![0]!, objectives: ['base-steady-1'], ...change }],
  },
})
const result = (of: ReportRun, written = phase) => {
  const [row] = phaseTable(of, { key: 'baseline', phases: [written] }).rows
  return [row?.[1]?.text, row?.at(-1)?.text]
}

describe('the table of phases', () => {
  it('tells what became of a phase, and how long it was', () => {
    expect(result(run)).toEqual([sayDuration(540_000), 'Pass'])
  })

  it('says why one does not tell', () => {
    expect(result(told({ verdict: 'inconclusive', fromMs: 0, toMs: 0 }))).toEqual([
      '–',
      'Inconclusive: Nothing says when it is.',
    ])
  })

  it('says what to do where its revision judges it not, and that one without criteria has none', () => {
    expect(result({ ...run, verdict: { ...verdict, phases: [] } })[1]).toContain('Give it a length, e.g. for: 5m')
    expect(result({ ...run, verdict: null })[1]).toBe('not judged yet')
    expect(result({ ...run, verdict: null }, { ...phase, success: [] })[1]).toBe('no criteria')
  })
})
