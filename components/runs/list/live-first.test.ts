import { expect, test } from 'vitest'
import { fixtureRunView } from '../follow/run-view.fixture.ts'
import { liveFirst } from './live-first.ts'

test('live runs stand first and the others keep their order', () => {
  const run = (label: string, state: 'ended' | 'running' | 'queued') => ({ ...fixtureRunView().run, label, state })
  const runs = [run('R-4', 'ended'), run('R-3', 'running'), run('R-2', 'ended'), run('R-1', 'queued')]
  expect(liveFirst(runs).map((r) => r.label)).toEqual(['R-3', 'R-1', 'R-4', 'R-2'])
})
