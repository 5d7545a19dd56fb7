import { expect, it } from 'vitest'
import { findNamed } from './named.ts'
import { roleOf } from './role.ts'
import { canonicalUnit, factorFor, mismatch } from './unit.ts'

it('reads units as plans write them', () => {
  const read = (text: string | null) => {
    const { unit, factor } = canonicalUnit(text)
    return `${Number(factor.toPrecision(6))} ${unit}`
  }
  expect(['percent', '%', 'ratio'].map(read)).toEqual(['0.01 fraction', '0.01 fraction', '1 fraction'])
  expect(['ms', 's', 'seconds', 'min'].map(read)).toEqual(['1 ms', '1000 ms', '1000 ms', '60000 ms'])
  expect(['B', 'bytes', 'MB', 'MiB'].map(read)).toEqual(['1 bytes', '1 bytes', '1000000 bytes', '1048580 bytes'])
  expect(['/s', 'per second', 'mails/min', 'MB/s'].map(read)).toEqual([
    '1 perSecond',
    '1 perSecond',
    '0.0166667 perSecond',
    '1000000 perSecond',
  ])
  expect([null, '', 'connections', 'ACU', 'instances'].map(read)).toEqual(Array(5).fill('1 count'))
})

it('compares what can be compared, and says why the rest cannot', () => {
  expect(factorFor('percent', 'fraction')).toBe(0.01)
  expect(factorFor(null, 'fraction')).toBe(0.01)
  expect(factorFor('percent', 'count')).toBe(1)
  expect(factorFor(null, 'bytes')).toBe(1)
  expect([factorFor('connections', 'fraction'), factorFor(null, 'ms'), factorFor('MB', 'ms')]).toEqual([
    null,
    null,
    null,
  ])
  expect(mismatch('connections', 'fraction')).toContain('states its unit as connections')
  expect(mismatch(null, 'ms')).toContain('states no unit')
})

it('finds a metric by its key, or by its monitor and key', () => {
  const all = [
    { monitor: 'app', key: 'cpu' },
    { monitor: 'db', key: 'cpu' },
  ]
  expect([findNamed(all, 'cpu')?.monitor, findNamed(all, 'db.cpu')?.monitor, findNamed(all, 'x')]).toEqual([
    'app',
    'db',
    null,
  ])
})

it('groups metrics by role, else by what their key or label says', () => {
  const of = (role: string | null, key = 'x', label = 'x') => roleOf({ role, key, label })
  expect([of('cpu'), of('cache hits'), of('active queries'), of(null, 'db-pool'), of(null, 'x', 'Heap used')]).toEqual([
    'cpu',
    'cache',
    'pool',
    'pool',
    'memory',
  ])
  expect([of('saturation'), of(null, 'itemsy'), of('units')]).toEqual(['other', 'other', 'units'])
})
