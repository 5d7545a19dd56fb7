import { describe, expect, it } from 'vitest'
import { Random } from '#lib/load/random.ts'
import type { Sample } from '#lib/runs/sample.ts'
import { Attempt } from '../attempt.ts'
import { compileEnginePlan } from '../engine-plan.ts'
import { Iteration } from '../iteration.ts'
import { hold, inputOf, load, operation, planOf } from '../plan-fixture.ts'
import { Sampler, SLOWEST_AFTER_S } from './sampler.ts'
import { ThinOut } from './thin-out.ts'

const keys = ['list', 'order', 'pay']
const plan = compileEnginePlan(
  inputOf(
    planOf(
      'http://127.0.0.1:9',
      keys.map((key) => operation(key)),
      load('rate', hold(1000, 1)),
    ),
  ),
)
const operations = plan.mix.flatMap(({ steps }) =>
  steps.flatMap((step) => (step.kind === 'send' ? [step.operation] : [])),
)
const nobody = { now: () => 0, onSent() {}, onAnswered() {}, onBroken() {}, onLetGo() {} }

/** Ten ended attempts of each operation, taking 1 to 10 ms. */
function look(sampler: Sampler, failure: 'timeout' | null, fromMs = 0): void {
  for (const each of operations) {
    for (let i = 1; i <= 10; i++) {
      const attempt = new Attempt(nobody)
      attempt.begin(each, new Iteration(new Random(1), 0, []), fromMs, fromMs)
      sampler.look(attempt, fromMs + i, failure, null)
    }
  }
}

function handedOut(sampler: Sampler, from: number, to: number): Sample[] {
  const samples: Sample[] = []
  for (let second = from; second <= to; second++) sampler.handOut(second, samples)
  return samples
}

describe('a sampler', () => {
  it('makes the slowest samples one by one after their minute, and hands them out together', () => {
    const sampler = new Sampler(keys.length, [], new Map())
    look(sampler, null)
    expect(handedOut(sampler, 0, 59)).toEqual([])
    for (let i = 0; i < 7; i++) sampler.makeOne()
    expect(handedOut(sampler, 60, 58 + SLOWEST_AFTER_S)).toEqual([])
    const slowest = handedOut(sampler, 59 + SLOWEST_AFTER_S, 130)
    expect(slowest.map(({ kind }) => kind)).toEqual(Array(30).fill('slowest'))
    expect(new Set(slowest.map(({ operation: key, responseMicros }) => `${key} ${responseMicros}`)).size).toBe(30)
  })

  it('makes failed samples one by one, and all that are left when the run is over', () => {
    const sampler = new Sampler(keys.length, [], new Map())
    look(sampler, 'timeout')
    for (let i = 0; i < 4; i++) sampler.makeOne()
    expect(handedOut(sampler, 0, 1).map(({ kind }) => kind)).toEqual(Array(4).fill('failed'))
    look(sampler, null)
    const rest: Sample[] = []
    sampler.handOutRest(rest)
    expect(Object.groupBy(rest, ({ kind }) => kind)).toMatchObject({ failed: { length: 26 }, slowest: { length: 30 } })
  })

  it('loses none of a minute when the run ends soon after it', () => {
    const sampler = new Sampler(keys.length, [], new Map())
    look(sampler, null, 30_000)
    handedOut(sampler, 0, 59)
    look(sampler, null, 61_000)
    const rest: Sample[] = []
    sampler.handOutRest(rest)
    expect(new ThinOut().take(rest)).toHaveLength(60)
  })
})
