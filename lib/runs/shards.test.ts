import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, canPlace, chooseShard, missingWorkers, placeShards, planShards } from './shards.ts'

const worker = (id: string, ...labels: string[]): Candidate => ({ id, labels })
const need = (index: number, location: string | null = null) => ({ index, location })
const parts = (count: number) => Array.from({ length: count }, (_, index) => need(index))

describe('the parts of a run', () => {
  it('are one for each worker, of equal size', () => {
    expect(planShards({ workers: 1, locations: [] })).toEqual([{ index: 0, location: null, share: 1 }])
    expect(planShards({ workers: 4, locations: [] }).map(({ share }) => share)).toEqual([0.25, 0.25, 0.25, 0.25])
  })

  it('are one for each location, by the shares stated', () => {
    const locations = [
      { label: 'eu', share: 3 },
      { label: 'us', share: 1 },
    ]
    expect(planShards({ workers: 2, locations })).toEqual([
      { index: 0, location: 'eu', share: 0.75 },
      { index: 1, location: 'us', share: 0.25 },
    ])
  })

  it('each find a worker whenever there is a way to', () => {
    expect(placeShards([need(0), need(1, 'eu')], [worker('a', 'eu'), worker('b')]).get(1)).toBe('a')
    expect(canPlace([need(0, 'eu'), need(1, 'us')], [worker('a', 'eu', 'us'), worker('b', 'eu')])).toBe(true)
    expect(canPlace([need(0, 'eu'), need(1, 'eu')], [worker('a', 'eu'), worker('b')])).toBe(false)
    const label = fc.constantFrom('a', 'b', 'c')
    const needs = fc.array(fc.option(label), { maxLength: 4 })
    fc.assert(
      fc.property(needs, fc.array(fc.uniqueArray(label), { maxLength: 4 }), (locations, labels) => {
        const shards = locations.map((location, index) => need(index, location))
        const workers = labels.map((own, index) => worker(String(index), ...own))
        expect(canPlace(shards, workers)).toBe(canPlaceByTrying(shards, workers))
      }),
    )
  })
})

function canPlaceByTrying(shards: { location: string | null }[], workers: Candidate[]): boolean {
  const [first, ...rest] = shards
  if (!first) return true
  return workers.some(
    (one) =>
      (first.location === null || one.labels.includes(first.location)) &&
      canPlaceByTrying(
        rest,
        workers.filter((other) => other !== one),
      ),
  )
}

describe('a worker without work', () => {
  const [a, b, c] = [worker('a'), worker('b'), worker('c', 'eu')]

  it('takes the oldest run first, and a part that leaves the others a worker', () => {
    const runs = [{ runId: 'old', isStarting: false, shards: [need(0, 'eu'), need(1)] }]
    expect(chooseShard(runs, c, [a])).toEqual({ runId: 'old', index: 0 })
    expect(chooseShard(runs, a, [c])).toEqual({ runId: 'old', index: 1 })
  })

  it('begins no run whose other parts wait for workers that are busy, but one that needs fewer', () => {
    const runs = [
      { runId: 'wide', isStarting: false, shards: parts(2) },
      { runId: 'young', isStarting: false, shards: parts(1) },
    ]
    expect(chooseShard(runs, a, [])).toEqual({ runId: 'young', index: 0 })
    expect(chooseShard(runs.slice(0, 1), a, [])).toBeNull()
    expect(chooseShard(runs, a, [b])).toEqual({ runId: 'wide', index: 0 })
  })

  it('passes over a run that asks for too many, and joins one that has begun', () => {
    const wide = { runId: 'wide', isStarting: false, shards: parts(3) }
    const young = { runId: 'young', isStarting: false, shards: parts(1) }
    expect(chooseShard([wide, young], a, [b])).toEqual({ runId: 'young', index: 0 })
    expect(chooseShard([{ ...wide, isStarting: true }, young], a, [])?.runId).toBe('wide')
  })

  it('leaves alone what asks for a label it does not carry', () => {
    const runs = [{ runId: 'eu', isStarting: false, shards: [need(0, 'eu')] }]
    expect(chooseShard(runs, a, [c])).toBeNull()
  })
})

describe('workers that are missing', () => {
  it('are counted and named by their labels, with the command that starts them', () => {
    expect(missingWorkers(parts(1), [worker('a')])).toBeNull()
    expect(missingWorkers(parts(3), [worker('a')])).toBe(
      'The scenario runs on 3 workers, 1 is up: it still needs 2 workers. Start them with `npm run worker`.',
    )
    expect(missingWorkers([need(0, 'eu'), need(1, 'us')], [worker('a', 'us')])).toBe(
      'The scenario runs on 2 workers, 1 is up: it still needs 1 worker with the label eu. Start it with `npm run worker -- --label eu`.',
    )
  })
})
