import { describe, expect, it } from 'vitest'
import { exitCodeOf, exitCodeOfFailed, exitCodeOfProposal } from './exit-code.ts'

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

  it('covers a cycle: a no-go is a failure only where an objective failed', () => {
    const reason = (rule: string) => ({ rule, outcome: 'no-go' as const, text: '' })
    const codeOf = (outcome: 'go' | 'conditional' | 'no-go', rules: string[], isStrict = false) =>
      exitCodeOfProposal({ outcome, reasons: rules.map(reason) }, isStrict)
    expect([codeOf('go', []), codeOf('conditional', []), codeOf('conditional', [], true)]).toEqual([0, 0, 97])
    expect(codeOf('no-go', ['untested-objective', 'failed-objective'])).toBe(99)
    expect(codeOf('no-go', ['invalid-evidence'])).toBe(98)
  })
})
