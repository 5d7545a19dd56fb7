import { expect, it } from 'vitest'
import { minutesOf } from './connection-minutes.ts'
import { analyseConnections } from './connections.ts'
import type { RunPoint } from './run-data.ts'
import { figureOf, points, runOf } from './run-fixture.ts'

const analyse = (all: RunPoint[]) => analyseConnections(runOf(all, []))

it('calls a run with a restart in its second minute unstable, and names the minute', () => {
  const all = points(180, (second) =>
    second >= 70 && second < 75
      ? { ok: 0, failed: 100, errors: { refused: 90, reset: 10 }, connectionsReused: 0, connectionsDropped: 2 }
      : { connectionsOpened: second === 0 || second === 75 ? 10 : 0 },
  )
  const said = analyse(all)
  expect(said.tone).toBe('bad')
  expect(said.sentence).toMatch(/1 of 3 minutes.*500.*from 01:00/)
  expect(['refused', 'opened', 'reused', 'dropped'].map((key) => figureOf(said, key))).toEqual([450, 20, 17_500, 10])
  expect(minutesOf(all).map(({ trouble }) => trouble)).toEqual([0, 500, 0])
  const rows = said.table?.rows.map(({ at, opened, refused, reset, verdict }) => [at, opened, refused, reset, verdict])
  expect(rows).toEqual([
    ['00:00', 10, 0, 0, 'stable'],
    ['01:00', 10, 450, 50, 'unstable'],
    ['02:00', 0, 0, 0, 'stable'],
  ])
})

it('calls one unstable whose target dropped half of its connections, though no request failed', () => {
  const dropping = (dropped: number) =>
    analyse(points(120, (second) => (second === 65 ? { connectionsOpened: 5, connectionsDropped: dropped } : {})))
  expect(dropping(4).tone).toBe('good')
  expect(dropping(5).sentence).toMatch(/1 of 2 minutes: 5 dropped by the target while in use, .* from 01:00/)
})

it('calls one unstable whose pool ran dry, and shows how full it was', () => {
  const waiting = (waited: number) =>
    analyse(
      points(120, (second) => ({ poolUse: second < 60 ? 0.4 : 1, waitedForConnection: second < 60 ? 0 : waited })),
    )
  expect(waiting(5).tone).toBe('good')
  const said = waiting(6)
  expect(said.sentence).toMatch(/1 of 2 minutes: the pool ran dry, .* from 01:00: 6.0.% of its requests waited/)
  expect([figureOf(said, 'pool'), figureOf(said, 'waited')]).toEqual([1, 360])
  expect(said.table?.rows.map(({ pool, verdict }) => [pool, verdict])).toEqual([
    [0.4, 'stable'],
    [1, 'pool dry'],
  ])
})

it('calls one without trouble, or next to none, stable', () => {
  const quiet = analyse(points(120, (second) => ({ connectionsOpened: second === 0 ? 10 : 0 })))
  expect([quiet.tone, quiet.sentence]).toEqual([
    'good',
    'Connections were stable: 10 were opened and used again for 12,000 requests; none was refused, reset, cut or timed out.',
  ])
  expect(analyse(points(120, (second) => (second === 3 ? { errors: { reset: 2 } } : {}))).tone).toBe('good')
  expect(analyse([]).tone).toBe('unknown')
})

it('says where nothing was counted', () => {
  const said = analyse(points(60, () => ({ connectionsReused: 0, mostConnections: 0 })))
  expect(said.sentence).toBe('Connections were stable: none was refused, reset, cut or timed out.')
  expect([figureOf(said, 'opened'), figureOf(said, 'reused')]).toEqual([null, undefined])
})

it('lists of a long run the minutes that were unstable', () => {
  const all = points(1446, (at) => ({
    second: at * 10,
    seconds: 10,
    ...(at === 720 ? { errors: { refused: 50 } } : {}),
  }))
  expect(analyse(all).table?.rows.map(({ at }) => at)).toEqual(['2:00:00'])
})

it('leaves answered errors to others', () => {
  const all = points(60, () => ({ failed: 50, errors: { 'http-5xx': 50 } }))
  expect(analyse(all).tone).toBe('good')
})

it('names the minute in which the pool ran dry, whatever was not sent in others', () => {
  const all = points(120, (second) =>
    second < 60 ? { sent: 0, ok: 0, droppedTarget: 1 } : { poolUse: 1, waitedForConnection: 50 },
  )
  expect(analyse(all).sentence).toContain('from 01:00: 50.0\u00a0% of its requests waited')
})
