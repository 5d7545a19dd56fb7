import { describe, expect, it } from 'vitest'
import { applyChanges, type LoadChange } from './change.ts'
import { plannedCurve } from './forecast.ts'
import { peakOffered, stageAt, totalDurationMs } from './pacer.ts'
import type { LoadSearch } from './profile.ts'
import { type Decided, expectedSearchMs, type Found, LevelSearch, type Reading, searchEnvelope } from './search.ts'

const SEARCH: LoadSearch = { factor: 2, maximum: 20_000, holdMs: 10_000, confirmMs: 20_000, precision: 0.03 }

function load(first: number, part: Partial<LoadSearch> = {}, durationMs = 3_600_000) {
  const search = { ...SEARCH, ...part }
  const stage = { key: 'level-1', phase: 'ramp' as const, startMs: 0, durationMs, from: first, to: first }
  return {
    ...{ model: 'rate' as const, stages: [stage], thinkTime: null, pacingPerUserPerSecond: null },
    ...{ maxRatePerSecond: null, arrivals: 'constant' as const, maxInFlight: 10_000, iterations: null, search },
  }
}

interface Searched {
  found: Found
  steps: Decided['over'][]
  changes: LoadChange[]
}

/** Second by second; what a level does is told by `reading`. */
function search(
  profile: ReturnType<typeof load>,
  reading: (level: number, lastedS: number) => Partial<Reading>,
): Searched {
  const machine = new LevelSearch(profile, 200)
  const steps: Decided['over'][] = []
  const changes: LoadChange[] = []
  for (let second = 1; second <= totalDurationMs(profile) / 1000; second++) {
    const { level, fromMs } = machine.step
    const read = { broken: null, isPlain: false, isCalm: true, ...reading(level, second - fromMs / 1000) }
    const decided = machine.look(second * 1000, second * 1000 + 150, read)
    if (!decided) continue
    steps.push(decided.over)
    if (decided.next) changes.push(decided.next.change)
    if (decided.found) return { found: decided.found, steps, changes }
  }
  throw new Error('the search did not end')
}

const capacity = (most: number) => (level: number) => ({ broken: level > most ? 'p95 beyond 500 ms' : null })
const levelsOf = ({ steps }: Searched, kind = 'probe') =>
  steps.filter((step) => step.kind === kind).map(({ level }) => level)

describe('the search for the breaking point', () => {
  it('ends within 5 % of a capacity of 800/s', () => {
    const { found } = search(load(200), capacity(800))
    expect(found.end).toBe('confirmed')
    expect(Math.abs((found.sustainable ?? 0) - 800) / 800).toBeLessThanOrEqual(0.05)
    expect(Math.abs((found.broke?.level ?? 0) - 800) / 800).toBeLessThanOrEqual(0.05)
  })

  it.each([137, 333, 999, 4321, 19_500])('ends within 5 %% of a capacity of %i/s', (most) => {
    const { found } = search(load(200), capacity(most))
    expect(Math.abs((found.sustainable ?? 0) - most) / most).toBeLessThanOrEqual(0.05)
  })

  it('steps by its factor, backs off after a level that broke, then closes in', () => {
    const searched = search(load(200), capacity(900))
    expect(levelsOf(searched).slice(0, 6)).toEqual([200, 400, 800, 1600, 1200, 1000])
    const kinds = searched.steps.map(({ kind, held }) => (kind === 'recover' ? 'recover' : held ? 'held' : 'broke'))
    expect(kinds.every((kind, at) => kind !== 'broke' || kinds[at + 1] === 'recover')).toBe(true)
    expect(searched.steps.at(-1)).toMatchObject({ kind: 'confirm', held: true })
  })

  it('stops a level that is plainly broken before its time', () => {
    const { steps } = search(load(200), (level) => ({ broken: level > 800 ? 'errors' : null, isPlain: true }))
    expect(steps.find(({ held }) => !held)).toMatchObject({ level: 1600 })
    const broke = steps.find(({ held }) => !held)!
    expect(broke.toMs - broke.fromMs).toBeLessThanOrEqual(4000)
  })

  it('says that nothing broke up to the maximum', () => {
    const { found } = search(load(200, { maximum: 1000 }), capacity(5000))
    expect(found).toMatchObject({ sustainable: 1000, broke: null, end: 'confirmed' })
  })

  it('goes a little lower when the level is not confirmed', () => {
    const { found } = search(load(200), (level, lastedS) => ({
      broken: level > (lastedS > 12 ? 740 : 800) ? 'slow' : null,
    }))
    expect(found.end).toBe('confirmed')
    expect(found.sustainable).toBeLessThanOrEqual(740)
  })

  it('leaves a confirmation that broke out of what is steady', () => {
    const profile = load(200)
    const { changes } = search(profile, (level, lastedS) => ({
      broken: level > (lastedS > 12 ? 760 : 800) ? 'slow' : null,
    }))
    const steady = applyChanges(profile, changes).stages.filter(({ phase }) => phase === 'steady')
    expect(steady).toHaveLength(1)
    expect(steady[0]?.from).toBeLessThanOrEqual(760)
  })

  it('looks below its first level, and says when nothing holds', () => {
    expect(search(load(200), capacity(90)).found.sustainable).toBeGreaterThan(85)
    expect(search(load(200), capacity(0)).found).toMatchObject({ end: 'nothing-held', sustainable: null })
  })

  it('ends when the target does not come back', () => {
    const { found } = search(load(200), (level) => ({ ...capacity(800)(level), isCalm: false }))
    expect(found).toMatchObject({ end: 'no-recovery', held: 800, sustainable: null })
  })

  it('is bounded by its time, and tells what it knew', () => {
    const { found, steps } = search(load(200, {}, 60_000), capacity(800))
    expect(found.end).toBe('out-of-time')
    expect(found.held).toBe(800)
    expect(steps.at(-1)?.toMs).toBeLessThanOrEqual(60_000)
  })

  it('asks for whole users', () => {
    const searched = search({ ...load(5, { maximum: 100 }), model: 'users' } as never, capacity(13))
    expect(levelsOf(searched).every(Number.isInteger)).toBe(true)
    expect(searched.found).toMatchObject({ sustainable: 13, broke: { level: 14 } })
  })

  it('names its stages, and keeps the schedule as long as it was', () => {
    const profile = load(200)
    const { changes } = search(profile, capacity(800))
    const changed = applyChanges(profile, changes)
    expect(totalDurationMs(changed)).toBe(totalDurationMs(profile))
    expect(changed.stages.slice(0, 4).map(({ key }) => key)).toEqual(['level-1', 'level-2', 'level-3', 'level-4'])
    expect(stageAt(changed, changes[0]!.atMs)?.from).toBe(400)
  })

  it('takes about as long as foreseen', () => {
    const profile = load(200, { maximum: 1600 })
    const { steps } = search(profile, capacity(800))
    expect(steps.at(-1)!.toMs).toBeLessThanOrEqual(expectedSearchMs(profile.search, 200))
  })

  it('is drawn as what it may offer at most', () => {
    const profile = load(200, { maximum: 1000 }, 120_000)
    expect(peakOffered(profile)).toBe(1000)
    expect(searchEnvelope(profile).stages.map(({ from }) => from)).toEqual([200, 400, 800, 1000])
    expect(Math.max(...plannedCurve(profile).map(({ offered }) => offered))).toBe(1000)
  })
})
