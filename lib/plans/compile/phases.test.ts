import { describe, expect, it } from 'vitest'
import type { ScenarioDraft } from '../document/plan.ts'
import { CompileLog } from './compile-log.ts'
import { compileLoad } from './load.ts'
import { readPhases } from './phases.ts'

const load = { model: 'users', users: '10', rampUp: '1m', hold: '5m', rampDown: '2m' }
function phasesOf(phases: ScenarioDraft['phases'], written: ScenarioDraft['load'] = load) {
  const log = new CompileLog()
  const scenario = { key: 'base', load: written, phases } as ScenarioDraft
  const found = readPhases(scenario, 'scenarios.base', compileLoad(scenario, log).stages, log)
  expect(log.findings).toEqual([])
  return found.map(({ key, startMs, durationMs }) => [key, startMs / 1000, durationMs / 1000])
}

describe('the phases of a scenario', () => {
  it('follow one another by their written lengths', () => {
    const written = [
      { key: 'first', for: '2m' },
      { key: 'second', for: '3m' },
    ]
    expect(phasesOf(written)).toEqual([
      ['first', 0, 120],
      ['second', 120, 180],
    ])
  })

  it('without a length are where the part of the load is that they are named for', () => {
    expect(phasesOf([{ key: 'ramp-up' }, { key: 'steady' }, { key: 'cool', for: '1m' }, { key: 'ramp-down' }])).toEqual(
      [
        ['ramp-up', 0, 60],
        ['steady', 60, 300],
        ['cool', 360, 60],
        ['ramp-down', 360, 120],
      ],
    )
  })

  it('take a stage by its key, and all of several from the first to the last', () => {
    const stages = [
      { key: 'a', for: '1m', rate: '10/s' },
      { key: 'b', for: '1m', from: '10/s', to: '20/s' },
      { key: 'c', for: '1m', rate: '20/s' },
    ]
    expect(phasesOf([{ key: 'c' }, { key: 'steady' }], { model: 'rate', stages })).toEqual([
      ['c', 120, 60],
      ['steady', 0, 180],
    ])
  })

  it('keep what they must come to where nothing says when they are, and are left out without', () => {
    expect(phasesOf([{ key: 'validation', success: ['error_rate < 1%'] }, { key: 'pause' }])).toEqual([
      ['validation', 0, 0],
    ])
  })
})
