import { expect, it } from 'vitest'
import { loadDifferences } from './load-differences.ts'
import { demoPlan } from './template/demo.ts'

it('names what shapes the load, and passes over what is judged and what things are called', () => {
  const before = demoPlan('http://127.0.0.1:4010')
  const after = structuredClone(before)
  after.name = 'Another name'
  after.slas = []
  after.scenarios![0]!.criteria = ['p95 < 1ms']
  after.scenarios![0]!.name = 'Renamed'
  expect(loadDifferences(before, after)).toEqual([])
  const users = before.scenarios![0]!.load!.users
  after.scenarios![0]!.load!.users = '4711'
  after.environments![0]!.baseUrl = 'http://127.0.0.1:4999'
  expect(loadDifferences(before, after).map(({ before, after }) => [before, after])).toEqual([
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4999'],
    [users, '4711'],
  ])
})
