import { describe, expect, it } from 'vitest'
import { exitCodeOf, exitCodeOfFailed } from './exit-code.ts'

describe('the exit code', () => {
  it('tells verdicts apart, and a warning only when asked to', () => {
    const codes = (['pass', 'warn', 'inconclusive', 'fail'] as const).map((verdict) => exitCodeOf(verdict, false))
    expect(codes).toEqual([0, 0, 98, 99])
    expect([exitCodeOf('warn', true), exitCodeOf('pass', true)]).toEqual([97, 0])
  })

  it('tells a run that was refused from one that broke', () => {
    expect([exitCodeOfFailed({ isRefused: true }), exitCodeOfFailed({ isRefused: false })]).toEqual([64, 70])
    expect(exitCodeOfFailed({})).toBe(70)
  })
})
