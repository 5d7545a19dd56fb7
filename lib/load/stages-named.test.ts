import { describe, expect, it } from 'vitest'
import type { Stage } from './profile.ts'
import { namesOfStages, stagesNamed } from './stages-named.ts'

function stages(...list: [key: string, phase: Stage['phase'], level?: number][]): Stage[] {
  return list.map(([key, phase, level], index) => ({
    ...{ key, phase, startMs: index * 1000, durationMs: 1000, from: 1, to: 1 },
    ...(level === undefined ? {} : { level }),
  }))
}

const keys = (list: Stage[], name: string) => stagesNamed(list, name).map((stage) => stage.key)

describe('the stages a phase names', () => {
  it('are that of its key, else those of its kind', () => {
    const list = stages(['ramp-up', 'ramp-up'], ['hold', 'steady'], ['spike-1', 'spike'], ['after-spike-1', 'steady'])
    expect(keys(list, 'hold')).toEqual(['hold'])
    expect(keys(list, 'steady')).toEqual(['hold', 'after-spike-1'])
    expect(keys(list, 'spike')).toEqual(['spike-1'])
    expect(keys(list, 'after-spike')).toEqual(['after-spike-1'])
    expect(keys(list, 'x2')).toEqual([])
  })

  it('at levels are one level without the wait for it, or a stage at every level', () => {
    const list = stages(
      ['up-x1', 'ramp-up', 1],
      ['hold-x1', 'steady', 1],
      ['wait-x2', 'wait', 2],
      ['hold-x2', 'steady', 2],
    )
    expect(keys(list, 'x2')).toEqual(['hold-x2'])
    expect(keys(list, 'hold')).toEqual(['hold-x1', 'hold-x2'])
    expect(keys(list, 'hold-x2')).toEqual(['hold-x2'])
    expect(namesOfStages(list)).toEqual(['up-x1', 'x1', 'up', 'hold-x1', 'hold', 'wait-x2', 'x2', 'wait', 'hold-x2'])
  })
})
