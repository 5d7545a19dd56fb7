import { describe, expect, it } from 'vitest'
import type { PlanDraft, SlaDraft } from '#lib/plans/document/plan.ts'
import type { RunFacts } from './evidence.ts'
import { evidence, planWith, type Second, times } from './run-fixture.ts'
import { judgeRun } from './run-verdict.ts'

const sla: SlaDraft = { key: 'x', metric: 'p95', operation: 'read', target: '100ms', limit: '200ms' }

function judge(
  holdSeconds: number,
  each: (second: number) => Second = () => times(50, 10),
  change: Partial<RunFacts> = {},
  plan: Partial<PlanDraft> = {},
) {
  const compiled = planWith([sla], {
    scenarios: [
      { key: 'base', type: 'load', load: { users: '10', hold: `${holdSeconds}s` }, mix: [{ operation: 'read' }] },
    ],
    ...plan,
  })
  return judgeRun(compiled, 'base', evidence(compiled, each, { elapsedMs: holdSeconds * 1000, ...change }))
}

const text = (reasons: string[]) => reasons.join(' ').replaceAll('\u00a0', ' ')

describe('confidence', () => {
  it('is HIGH for a long run of a healthy instrument, and says what supports it', () => {
    const { confidence } = judge(400)
    expect(confidence.level).toBe('HIGH')
    expect(text(confidence.reasons)).toContain('steady for 06:40')
    expect(text(confidence.reasons)).toContain('at least 4,000 samples')
  })

  it('falls as a run gets shorter, and says why', () => {
    expect(judge(120).confidence.level).toBe('MEDIUM')
    const short = judge(30).confidence
    expect(short.level).toBe('LOW')
    expect(text(short.reasons)).toContain('steady for 00:30; what comes and goes within a minute does not show')
    const tiny = judge(12, () => times(50, 100)).confidence
    expect(text(tiny.reasons)).toContain('No interval for p95(read) < 100ms: its window makes 12 blocks')
  })

  it('is LOW with too few attempts, and when the instrument is suspect', () => {
    const few = judge(400, (second) => (second < 100 ? times(50, 1) : {})).confidence
    expect(few.level).toBe('LOW')
    expect(text(few.reasons)).toContain('p95 needs 200 attempts')
    const told = Array.from({ length: 380 }, (_, second) => second)
    const { generator } = evidence(planWith([sla]), () => times(1, 1), { elapsedMs: 400_000 })
    const suspect = judge(400, undefined, { generator: told.map((second) => generator[second]!) })
    expect(suspect).toMatchObject({ validity: { status: 'suspect' }, verdict: 'warn', confidence: { level: 'LOW' } })
  })

  it('is MEDIUM where an interval reaches across what decides, and the verdict a warning', () => {
    const wavering = (second: number) => times(second % 80 < 4 ? 130 : 60, 10)
    const { confidence, objectives } = judge(400, wavering)
    expect(objectives[0]).toMatchObject({ verdict: 'warn' })
    expect(text([objectives[0]!.reason])).toContain('may lie anywhere from 60.0 ms to 130 ms')
    expect(confidence.level).toBe('MEDIUM')
    expect(text(confidence.reasons)).toContain('across what decides')
  })

  it('says where a run broke off', () => {
    const stopped = judge(800, undefined, { elapsedMs: 390_000, end: 'stopped' }).confidence
    expect(stopped.level).toBe('LOW')
    expect(text(stopped.reasons)).toContain('was stopped at 06:30 of 13:20')
  })
})

describe('a number of a verdict', () => {
  it('says where it came from, and draws the same interval whenever the run is judged', () => {
    const run = { id: '0190', label: 'R-7' }
    const noisy = (second: number) => times(50 + (second % 13), 10)
    const [first, again, other] = [run, run, { ...run, id: '0191' }].map(
      (one) => judge(400, noisy, { run: one }).objectives[0]!,
    )
    expect(first!.interval).toEqual(again!.interval)
    expect(first!.derivation).toMatchObject({
      run,
      selector: 'read',
      samples: 4000,
      blocks: { count: 40, seconds: 10 },
    })
    expect(first!.derivation!.method).toContain('⌈0.95 · n⌉-th smallest')
    expect(other!.derivation!.run).toEqual({ id: '0191', label: 'R-7' })
  })
})

describe('phases', () => {
  const phases = (gate: boolean): Partial<PlanDraft> => ({
    scenarios: [
      {
        key: 'base',
        type: 'load',
        load: { users: '10', hold: '400s' },
        mix: [{ operation: 'read' }],
        phases: [
          { key: 'warm', name: 'Warm-up', for: '100s', success: ['p95(read) < 80ms'], gate },
          { key: 'rest', for: '300s', success: ['error_rate < 1%'] },
        ],
      },
    ],
  })
  const slowStart = (second: number) => times(second < 100 ? 90 : 50, 10)

  it('are judged each by its own criteria over its own time, and a gate counts in full', () => {
    const gated = judge(400, slowStart, {}, phases(true))
    expect(gated.phases).toMatchObject([
      { key: 'warm', name: 'Warm-up', gate: true, fromMs: 0, toMs: 100_000, verdict: 'fail' },
      { key: 'rest', gate: false, fromMs: 100_000, toMs: 400_000, verdict: 'pass' },
    ])
    expect(gated.verdict).toBe('fail')
    expect(judge(400, slowStart, {}, phases(false)).verdict).toBe('warn')
  })

  it('without a length are judged over the part of the load they are named for, or say what to write', () => {
    const scenarios: PlanDraft['scenarios'] = [
      {
        ...{ key: 'base', type: 'load', mix: [{ operation: 'read' }] },
        load: { users: '10', rampUp: '100s', hold: '300s' },
        phases: [
          { key: 'ramp-up', success: ['p95(read) < 80ms'] },
          { key: 'steady', success: ['p95(read) < 80ms'] },
          { key: 'validation', success: ['error_rate < 1%'], gate: true },
        ],
      },
    ]
    const { objectives, phases: told } = judge(400, slowStart, {}, { scenarios })
    expect(told).toMatchObject([
      { key: 'ramp-up', fromMs: 0, toMs: 100_000, verdict: 'fail' },
      { key: 'steady', fromMs: 100_000, toMs: 400_000, verdict: 'pass' },
      { key: 'validation', verdict: 'inconclusive' },
    ])
    expect(objectives.find(({ phase }) => phase?.key === 'validation')?.reason).toBe(
      'Nothing says when the phase validation is: write, for example, for: 5m, or give it the key of a part of the load: ramp-up, hold, steady.',
    )
  })

  it('that were not reached are untested', () => {
    const { objectives, phases: told } = judge(400, slowStart, { elapsedMs: 90_000, end: 'stopped' }, phases(true))
    expect(told[1]!.verdict).toBe('inconclusive')
    expect(objectives.find(({ phase }) => phase?.key === 'rest')).toMatchObject({ untested: true })
  })
})
