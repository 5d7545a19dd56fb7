import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CompiledMonitor } from '#lib/plans/compiled.ts'
import { hold, inputOf, load, planOf } from '#worker/engine/plan-fixture.ts'
import { serve, type TestServer } from '#worker/engine/run-fixture.ts'
import { Sampler, type SamplerOptions } from './sampler.ts'

let source: TestServer
let asked = 0

beforeAll(async () => {
  source = await serve((request, response) => {
    asked++
    // A connection that is closed without an answer is tried once more.
    if (request.url === '/shaky' && asked % 4 > 1) response.destroy()
    else response.end(`n_total ${asked}\n`)
  })
})
afterAll(() => source.close())

function samplerOf(path: string, options: SamplerOptions = {}, intervalMs = 200): Sampler {
  asked = 0
  const metric = { key: 'n', label: 'N', role: null, unit: null, kind: 'counter' as const, take: 'n_total' }
  const monitor: CompiledMonitor = {
    ...{ key: 'app', name: 'App', kind: 'prometheus-endpoint', url: path, headers: {}, intervalMs },
    metrics: [{ ...metric, counts: [], balance: [] }],
  }
  const plan = planOf(source.url, [], load('users', hold(1000, 1)), { monitors: [monitor] })
  return Sampler.of(inputOf(plan), options)!
}

const pointsOf = ({ series: [one] }: Sampler) => one!.points
const until = async (isDone: () => boolean) => {
  for (let tries = 0; tries < 500 && !isDone(); tries++) await new Promise((resolve) => setTimeout(resolve, 10))
}

it('reads before second 0, in every interval, and once after the load', async () => {
  const sampler = samplerOf('/metrics')
  await sampler.before()
  sampler.begin(new Date())
  await until(() => pointsOf(sampler).length >= 4)
  await Promise.all([sampler.after(), sampler.after()])
  const points = pointsOf(sampler)
  // Where the machine is busy, one may have been too late.
  const told = points.flatMap(({ value }) => value ?? [])
  expect(told.length).toBeGreaterThan(1)
  expect(told.at(-1)).toBeLessThanOrEqual(asked)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(points[0]!.offsetMs).toBeLessThan(0)
  expect(points.slice(1).every(({ offsetMs }) => offsetMs >= 0)).toBe(true)
  expect(points.map(({ offsetMs }) => offsetMs)).toEqual(
    points.map(({ offsetMs }) => offsetMs).toSorted((a, b) => a - b),
  )
  const askedAtEnd = asked
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(asked).toBe(askedAtEnd)
})

it('goes on behind a reading that failed', async () => {
  const sampler = samplerOf('/shaky')
  sampler.begin(new Date())
  const failed = () => pointsOf(sampler).findIndex(({ why }) => why === 'The source closed the connection.')
  await until(() => failed() >= 0 && pointsOf(sampler).at(-1)!.value !== null)
  await sampler.after()
  expect(failed()).toBeGreaterThanOrEqual(0)
  expect(
    pointsOf(sampler)
      .slice(failed())
      .some(({ value }) => value !== null),
  ).toBe(true)
})

it('does not read where another worker does, and keeps the newest', async () => {
  const off = samplerOf('/metrics', { isOn: () => false })
  off.begin(new Date())
  await new Promise((resolve) => setTimeout(resolve, 300))
  await off.after()
  expect(asked).toBe(0)
  const short = samplerOf('/metrics', { keeps: 2 }, 50)
  short.begin(new Date())
  await until(() => asked >= 7)
  await short.after()
  expect(pointsOf(short).length).toBeLessThanOrEqual(4)
  expect(pointsOf(short).length).toBeGreaterThan(0)
})

it('is absent where the plan has nothing to read', () => {
  const plan = planOf(source.url, [], load('users', hold(1000, 1)), { monitors: [] })
  expect(Sampler.of(inputOf(plan))).toBeNull()
})
