// The search for the breaking point: which level comes next, decided while the run goes on from how the levels before it went.
//   step      from the first level on, each `factor` times the one before, until one breaks or the maximum has held
//   back off  after a level that broke the load goes down to half of what held, until the target is calm again: that is its recovery
//   bisect    between the highest level that held and the lowest that broke, until they lie within `precision`
//   confirm   the highest level that held once more, for longer; when it breaks one `precision` less, then three: three times at most
// Sustainable is the level that was confirmed. The same machine serves one worker and many: it is fed seconds and asks for levels.
// Units: milliseconds since the start of the run; users, or arrivals per second, of the whole run.

import type { LoadChange } from './change.ts'
import type { LoadProfile, LoadSearch } from './profile.ts'

export type SearchKind = 'probe' | 'confirm' | 'recover'

export interface SearchStep {
  kind: SearchKind
  /** Key of its stage. */
  key: string
  level: number
  fromMs: number
}

/** How a step stands after a second. */
export interface Reading {
  /** Why the level is broken, judged on all of it so far; null while it holds. */
  broken: string | null
  /** That it is broken so plainly that waiting for the end of the step would only hurt. */
  isPlain: boolean
  /** In recovery: the target answers as it did before. */
  isCalm: boolean
}

export interface Found {
  /** Highest level that was confirmed; null when none was. */
  sustainable: number | null
  /** Highest level that held, confirmed or not. */
  held: number | null
  /** Lowest level that broke, and why; null when the maximum held. */
  broke: { level: number; key: string; why: string } | null
  /** Longest recovery after a level that broke; null when there was none, or it did not end. */
  recoveryMs: number | null
  /** Why it ended. */
  end: 'confirmed' | 'unconfirmed' | 'no-recovery' | 'nothing-held' | 'out-of-time'
}

export interface Decided {
  /** The step that is over, and whether it held. */
  over: SearchStep & { toMs: number; held: boolean; why: string | null }
  next: { step: SearchStep; change: LoadChange } | null
  found: Found | null
}

/** A level takes a second to settle: answers to the one before still come in. */
export const SETTLE_MS = 1000
const CONFIRMATIONS = 3
const LONGEST_RECOVERY = 3
/** Below this part of the first level nothing is looked for. */
const LEAST = 1 / 16

export class LevelSearch {
  readonly #search: LoadSearch
  readonly #model: LoadProfile['model']
  readonly #endMs: number
  readonly #first: number
  readonly #noticeMs: number
  #step: SearchStep
  #number = 1
  #held: number | null = null
  #broke: Found['broke'] = null
  #confirmations = 0
  #recoveryMs: number | null = null
  #afterRecovery: number | 'confirm' = 0

  /** `noticeMs`: how long before it takes effect a change must be known. */
  constructor(load: LoadProfile & { search: LoadSearch }, noticeMs: number) {
    const [stage] = load.stages
    this.#search = load.search
    this.#model = load.model
    this.#first = stage?.from ?? 0
    this.#endMs = stage ? stage.startMs + stage.durationMs : 0
    this.#noticeMs = noticeMs
    this.#step = { kind: 'probe', key: stage?.key ?? 'level-1', level: this.#first, fromMs: 0 }
  }

  get step(): SearchStep {
    return this.#step
  }

  /** After each second that ended at `secondMs`, while it is `nowMs`; null while the step goes on. */
  look(secondMs: number, nowMs: number, reading: Reading): Decided | null {
    const lastedMs = secondMs - this.#step.fromMs
    if (this.#step.kind === 'recover') return this.#recover(lastedMs, nowMs, reading)
    const wantedMs = this.#step.kind === 'confirm' ? this.#search.confirmMs : this.#search.holdMs
    if (lastedMs < SETTLE_MS * 2) return null
    const isOver = lastedMs >= wantedMs
    if (!(isOver || (reading.broken !== null && reading.isPlain))) return null
    return reading.broken === null ? this.#levelHeld(nowMs) : this.#levelBroke(nowMs, reading.broken)
  }

  #recover(lastedMs: number, nowMs: number, { isCalm }: Reading): Decided | null {
    if (!isCalm && lastedMs < this.#search.holdMs * LONGEST_RECOVERY) return null
    if (!isCalm) return this.#end(nowMs, false, 'the target did not come back', 'no-recovery')
    this.#recoveryMs = Math.max(this.#recoveryMs ?? 0, lastedMs)
    return this.#afterRecovery === 'confirm'
      ? this.#go(nowMs, true, null, 'confirm', this.#confirmLevel())
      : this.#go(nowMs, true, null, 'probe', this.#afterRecovery)
  }

  #levelHeld(nowMs: number): Decided {
    const { level, kind } = this.#step
    this.#held = kind === 'confirm' ? level : Math.max(this.#held ?? 0, level)
    if (kind === 'confirm') return this.#end(nowMs, true, null, 'confirmed')
    const next = this.#nextProbe()
    return next === null
      ? this.#go(nowMs, true, null, 'confirm', this.#confirmLevel())
      : this.#go(nowMs, true, null, 'probe', next)
  }

  #levelBroke(nowMs: number, why: string): Decided {
    const { level, key, kind } = this.#step
    if (this.#broke === null || level < this.#broke.level) this.#broke = { level, key, why }
    if (kind === 'confirm') this.#confirmations++
    if (this.#confirmations >= CONFIRMATIONS) return this.#end(nowMs, false, why, 'unconfirmed')
    const next = kind === 'confirm' ? null : this.#nextProbe()
    if (next === null && this.#held === null) return this.#end(nowMs, false, why, 'nothing-held')
    this.#afterRecovery = next ?? 'confirm'
    const calm = this.#held === null ? level / 4 : this.#held / 2
    return this.#go(nowMs, false, why, 'recover', calm)
  }

  /** null when held and broken lie close enough, or the maximum held. */
  #nextProbe(): number | null {
    const { factor, maximum, precision } = this.#search
    if (this.#broke === null) {
      const held = this.#held ?? 0
      return held >= maximum ? null : Math.min(maximum, this.#rounded(held * factor))
    }
    const low = this.#held ?? 0
    const high = this.#broke.level
    if (low === 0 && high <= this.#first * LEAST) return null
    const middle = this.#rounded((low + high) / 2)
    const isClose = low > 0 && (high - low) / low <= precision
    return isClose || middle <= low || middle >= high ? null : middle
  }

  #confirmLevel(): number {
    // One width less, then three.
    const widths = (this.#confirmations * (this.#confirmations + 1)) / 2
    return this.#rounded((this.#held ?? 0) * (1 - this.#search.precision) ** widths)
  }

  #rounded(level: number): number {
    return this.#model === 'users' || level >= 1000 ? Math.max(1, Math.round(level)) : Number(level.toPrecision(3))
  }

  #go(nowMs: number, held: boolean, why: string | null, kind: SearchKind, wanted: number): Decided {
    const level = this.#rounded(wanted)
    const atMs = this.#soonest(nowMs)
    const needsMs = kind === 'confirm' ? this.#search.confirmMs : this.#search.holdMs
    if (atMs + needsMs > this.#endMs) return this.#end(nowMs, held, why, 'out-of-time')
    const over = { ...this.#step, toMs: atMs, held, why }
    this.#number++
    const names = {
      probe: `level-${this.#number}`,
      confirm: `confirm-${this.#number}`,
      recover: `recover-${this.#number}`,
    }
    this.#step = { kind, key: names[kind], level, fromMs: atMs }
    const phase = kind === 'confirm' ? ('steady' as const) : ('ramp' as const)
    // A confirmation that broke is no part of the run that a verdict looks at: another one follows.
    const demotes = over.kind === 'confirm' ? { demotes: true } : {}
    const stage = { key: this.#step.key, phase }
    return { over, next: { step: this.#step, change: { kind: 'level', atMs, level, stage, ...demotes } }, found: null }
  }

  #end(nowMs: number, held: boolean, why: string | null, end: Found['end']): Decided {
    const found: Found = {
      sustainable: end === 'confirmed' ? this.#step.level : null,
      ...{ held: this.#held, broke: this.#broke, end },
      recoveryMs: end === 'no-recovery' ? null : this.#recoveryMs,
    }
    return { over: { ...this.#step, toMs: Math.min(nowMs, this.#endMs), held, why }, next: null, found }
  }

  #soonest(nowMs: number): number {
    return Math.ceil((nowMs + this.#noticeMs) / 1000) * 1000
  }
}

/** How long a search takes when each bisection breaks and takes as long to recover, twice over. ms */
export function expectedSearchMs({ factor, maximum, holdMs, confirmMs, precision }: LoadSearch, first: number): number {
  const ups = Math.max(1, Math.ceil(Math.log(Math.max(1, maximum / first)) / Math.log(factor)) + 1)
  const bisections = Math.max(0, Math.ceil(Math.log2((factor - 1) / precision)))
  const eachMs = holdMs + SETTLE_MS
  return (ups + 3 * (bisections + 1)) * eachMs + 2 * (confirmMs + SETTLE_MS)
}

/** What a search may offer at most, for who draws it before it is run: every step up holds, and then the maximum to its end. */
export function searchEnvelope(load: LoadProfile): LoadProfile {
  const { search, stages } = load
  const [only] = stages
  if (!search || !only) return load
  const envelope: LoadProfile['stages'] = []
  const endMs = only.startMs + only.durationMs
  let level = only.from
  for (let startMs = only.startMs; startMs < endMs; ) {
    const isLast = level >= search.maximum
    const durationMs = isLast ? endMs - startMs : Math.min(search.holdMs, endMs - startMs)
    envelope.push({ ...only, key: `up-to-${envelope.length + 1}`, startMs, durationMs, from: level, to: level })
    startMs += durationMs
    level = Math.min(search.maximum, level * search.factor)
  }
  return { ...load, stages: envelope }
}
