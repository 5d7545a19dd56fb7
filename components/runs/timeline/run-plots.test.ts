import { expect, test } from 'vitest'
import { toFlags } from './run-plots.ts'

test('notes, stops, other loads, gaps and lost workers are flags on the charts, stages and setup are none', () => {
  const kinds = ['worker', 'setup', 'note', 'load', 'stage', 'gap', 'worker', 'note', 'stop', 'end']
  const events = kinds.map((kind, second) => ({
    ...{ id: `${second}`, kind, text: kind, offsetMs: second * 1000 },
    ...{ actor: 'system', createdAt: '2026-11-19T14:05:12.000Z' },
  }))
  expect(toFlags(events).map(({ at, mark, kind }) => [at, mark, kind])).toEqual([
    [2, '1', 'note'],
    [3, 'L', 'system'],
    [5, 'G', 'system'],
    [6, 'W', 'system'],
    [7, '2', 'note'],
    [8, 'S', 'stop'],
  ])
})

test('what broke a run off is a flag, the end of its schedule is none', () => {
  const end = { id: 'a', offsetMs: 4018, kind: 'end', text: 'The stop rule was met.', actor: 'system', createdAt: '' }
  expect(toFlags([end], 'aborted')).toEqual([{ at: 4.018, mark: 'S', kind: 'stop', text: 'The stop rule was met.' }])
  expect(toFlags([end], 'completed')).toEqual([])
})
