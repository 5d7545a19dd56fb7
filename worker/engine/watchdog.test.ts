import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hold, inputOf, load, once, operation, planOf } from './plan-fixture.ts'
import { longestOnceMs, tearDownLimits, Watchdog, watchLimitsOf } from './watchdog.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const LIMITS = { prepareMs: 60_000, loadMs: 600_000, afterLoadMs: 40_000 }
const isAlive = () => vi.getTimerCount() > 0

describe('a watched generator', () => {
  it('hangs when it is not ready in time', () => {
    const onHung = vi.fn()
    new Watchdog(LIMITS, onHung)
    vi.advanceTimersByTime(59_000)
    expect(onHung).not.toHaveBeenCalled()
    vi.advanceTimersByTime(200_000)
    expect(onHung).toHaveBeenCalledOnce()
  })

  it('hangs after 15 s without a second, which begin with the load', () => {
    const onHung = vi.fn()
    const watchdog = new Watchdog(LIMITS, onHung)
    watchdog.started(120_000)
    vi.advanceTimersByTime(134_000)
    for (let second = 0; second < 300; second++) {
      watchdog.heard()
      vi.advanceTimersByTime(1000)
    }
    expect(onHung).not.toHaveBeenCalled()
    vi.advanceTimersByTime(13_000)
    expect(onHung).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2000)
    expect(onHung).toHaveBeenCalledOnce()
  })

  it('may wait for others once it is ready', () => {
    const onHung = vi.fn()
    const watchdog = new Watchdog(LIMITS, onHung)
    watchdog.ready()
    vi.advanceTimersByTime(600_000)
    expect(onHung).not.toHaveBeenCalled()
    watchdog.started(0)
    vi.advanceTimersByTime(16_000)
    expect(onHung).toHaveBeenCalledOnce()
  })

  it('has its time and two seconds to tear down', () => {
    const onHung = vi.fn()
    new Watchdog(tearDownLimits(20_000), onHung)
    vi.advanceTimersByTime(21_000)
    expect(onHung).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    expect(onHung).toHaveBeenCalledOnce()
  })

  it('may be silent at the end of its load, but not past the limits of its plan', () => {
    const onHung = vi.fn()
    const watchdog = new Watchdog({ ...LIMITS, loadMs: 5000 }, onHung)
    watchdog.started(0)
    vi.advanceTimersByTime(44_000)
    expect(onHung).not.toHaveBeenCalled()
    vi.advanceTimersByTime(12_000)
    expect(onHung).toHaveBeenCalledOnce()
  })

  it('has its grace and two seconds after the word to stop', () => {
    const onHung = vi.fn()
    const watchdog = new Watchdog(LIMITS, onHung)
    watchdog.started(0)
    watchdog.stopping(3000)
    vi.advanceTimersByTime(4500)
    watchdog.heard()
    expect(onHung).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    expect(onHung).toHaveBeenCalledOnce()
  })

  it('is let be once it has ended', () => {
    const watchdog = new Watchdog(LIMITS, () => {})
    expect(isAlive()).toBe(true)
    watchdog.end()
    expect(isAlive()).toBe(false)
  })
})

describe('the limits', () => {
  it('are those of schedule, setup and teardown', () => {
    const operations = [operation('x'), operation('slow', { timeoutMs: 90_000 })]
    const plan = planOf('http://127.0.0.1:9', operations, load('rate', hold(20_000, 1)), {
      setup: [once('x'), once('slow')],
      teardown: [once('slow')],
    })
    expect(watchLimitsOf(inputOf(plan))).toEqual({ prepareMs: 170_000, loadMs: 20_000, afterLoadMs: 30_000 })
    expect(longestOnceMs(plan, plan.teardown)).toBe(90_000)
    expect(longestOnceMs(plan, [{ operation: 'x', times: 25, atOnce: 10 }])).toBe(15_000)
  })
})
