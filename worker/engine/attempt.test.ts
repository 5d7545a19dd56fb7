import { describe, expect, it, vi } from 'vitest'
import { Random } from '#lib/load/random.ts'
import { Attempt, type AttemptOwner } from './attempt.ts'
import { compileEnginePlan } from './engine-plan.ts'
import { Iteration } from './iteration.ts'
import { hold, inputOf, load, operation, planOf } from './plan-fixture.ts'

function begun(owner: Partial<AttemptOwner>) {
  const plan = compileEnginePlan(inputOf(planOf('http://127.0.0.1:9', [operation('x')], load('rate', hold(1000, 1)))))
  const step = plan.mix[0]!.steps[0]!
  if (step.kind !== 'send') throw new Error('the mix has one operation')
  const onLetGo = vi.fn()
  const settle = (attempt: Attempt) => void (attempt.isSettled = true)
  const parts = { now: () => 0, onSent: () => {}, onAnswered: settle, onBroken: settle, onLetGo }
  const attempt = new Attempt({ ...parts, ...owner })
  attempt.begin(step.operation, new Iteration(new Random(1), 0, []), 0, 0)
  return { attempt, onLetGo }
}

// The connection calls `onError` when `onEnd` throws, as a check may on an answer nobody foresaw.
describe('an attempt whose answer cannot be judged', () => {
  it.each([
    ['before', false],
    ['after', true],
  ])('is let go of once when it throws %s its outcome', (_when, isSettled) => {
    const onAnswered = (attempt: Attempt) => {
      attempt.isSettled = isSettled
      throw new RangeError('Maximum call stack size exceeded')
    }
    const { attempt, onLetGo } = begun({ onAnswered })
    expect(() => attempt.onEnd()).toThrow(RangeError)
    attempt.onError(new RangeError('Maximum call stack size exceeded'))
    attempt.onError(new RangeError('Maximum call stack size exceeded'))
    expect(onLetGo).toHaveBeenCalledTimes(1)
  })

  it('can begin anew', () => {
    const { attempt, onLetGo } = begun({})
    attempt.onEnd()
    attempt.begin(attempt.operation, attempt.iteration, 0, 0)
    attempt.onEnd()
    expect(onLetGo).toHaveBeenCalledTimes(2)
  })
})
