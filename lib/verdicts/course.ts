// How a value went over time, minute by minute and ten seconds by ten: numbers only, so that a day can be told without its histograms.

import type { Criterion } from '#lib/plans/criterion.ts'
import { emptyWindow, type MergedWindow } from '#lib/runs/window.ts'
import type { TimeRange } from './evidence.ts'
import { measureWindow } from './measure.ts'
import { addWindow, type Minute, release } from './slices.ts'

export interface Moment extends TimeRange {
  attempts: number
  /** In the unit of the criterion; Infinity beyond every value; null without data. */
  value: number | null
}

export interface Course {
  tens: Moment[]
  minutes: Moment[]
}

const FOLLOWED: ReadonlySet<string> = new Set([
  ...['mean', 'min', 'max', 'rate', 'ok_rate', 'error_rate', 'check_rate', 'dropped'],
])

/** Whether a value of a part of its window can be held against its target: a total cannot. */
export function hasCourse({ metric, unit }: Criterion): boolean {
  if (metric.kind === 'percentile') return true
  return metric.kind === 'plain' && FOLLOWED.has(metric.name) && unit !== 'count'
}

/** Appends the given minutes to the courses of criteria of one selector; `windows` are those of their tens, in order. */
export function followCourse(
  courses: ReadonlyMap<Criterion, Course>,
  minutes: readonly Minute[],
  windows: Iterator<MergedWindow>,
): void {
  for (const minute of minutes) {
    const whole = emptyWindow()
    for (const ten of minute.tens) {
      const window = windows.next().value as MergedWindow
      for (const [criterion, { tens }] of courses) tens.push(momentOf(criterion, ten, window))
      addWindow(whole, window)
    }
    for (const [criterion, course] of courses) course.minutes.push(momentOf(criterion, minute, whole))
    release(whole)
  }
}

function momentOf(criterion: Criterion, { fromMs, toMs }: TimeRange, window: MergedWindow): Moment {
  const measured = window.rows > 0 ? measureWindow(criterion, window, toMs - fromMs, { few: true }) : null
  return { fromMs, toMs, attempts: measured?.samples ?? 0, value: measured?.ok ? measured.value : null }
}
