// How every criterion of a run went, ten seconds at a time. The rows of a day would fill a worker's memory, so they come ten minutes at a
// time, only of the series that are judged, and only numbers are kept.

import type { Tx } from '#lib/db/client.ts'
import type { Criterion, Selector } from '#lib/plans/criterion.ts'
import { WHOLE_RUN } from '#lib/runs/part.ts'
import { listWindowRows } from '#lib/runs/queries/window-rows.ts'
import { type Course, followCourse, hasCourse } from '../course.ts'
import { type Evidence, selectionOf, selects, type TimeRange } from '../evidence.ts'
import { type Minute, mergeSlices, minutesOf } from '../slices.ts'

const STRETCH_MS = 600_000

/** Criteria of one selector and window. */
interface Group {
  selector: Selector | null
  minutes: Minute[]
  courses: Map<Criterion, Course>
}

export type JudgedCriterion = { criterion: Criterion; ranges: readonly TimeRange[] }

/** Authorize before calling. */
export async function readCourses(
  tx: Tx,
  runId: string,
  judged: readonly JudgedCriterion[],
): Promise<NonNullable<Evidence['course']>> {
  const groups = groupsOf(judged)
  for (const stretch of stretchesOf(groups)) await follow(tx, runId, stretch)
  const byName = new Map(
    groups.flatMap(({ courses, minutes }) =>
      [...courses].map(([criterion, course]) => [nameOf(criterion, minutes), course] as const),
    ),
  )
  return (criterion, ranges) => byName.get(nameOf(criterion, minutesOf(ranges))) ?? null
}

function groupsOf(judged: readonly JudgedCriterion[]): Group[] {
  const followed = judged.filter(({ criterion, ranges }) => hasCourse(criterion) && ranges.length > 0)
  const groups = Map.groupBy(followed, ({ criterion, ranges }) => JSON.stringify([criterion.selector, ranges]))
  return [...groups.values()].map((own) => ({
    selector: own[0]!.criterion.selector,
    minutes: minutesOf(own[0]!.ranges),
    courses: new Map(own.map(({ criterion }) => [criterion, { tens: [], minutes: [] }])),
  }))
}

/** The minutes of all groups, ten at a time. */
function stretchesOf(groups: readonly Group[]): Group[][] {
  const numberOf = ({ fromMs }: Minute) => Math.floor(fromMs / STRETCH_MS)
  const numbers = [...new Set(groups.flatMap(({ minutes }) => minutes.map(numberOf)))].sort((a, b) => a - b)
  return numbers.map((number) =>
    groups
      .map((group) => ({ ...group, minutes: group.minutes.filter((minute) => numberOf(minute) === number) }))
      .filter(({ minutes }) => minutes.length > 0),
  )
}

async function follow(tx: Tx, runId: string, groups: readonly Group[]): Promise<void> {
  const cuts = groups.flatMap(({ minutes }) =>
    minutes.flatMap(({ tens }) => tens.flatMap(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000])),
  )
  const window = {
    fromSecond: cuts.reduce((least, cut) => Math.min(least, cut)),
    toSecond: cuts.reduce((most, cut) => Math.max(most, cut)),
  }
  const part = {
    ...WHOLE_RUN,
    has: (series: Parameters<typeof selects>[1]) => groups.some((one) => selects(one.selector, series)),
  }
  const selected = selectionOf(await listWindowRows(tx, runId, window, { cuts, part }))
  for (const { selector, minutes, courses } of groups) {
    const tens = minutes.flatMap((minute) => minute.tens)
    followCourse(courses, minutes, mergeSlices(selected(selector), tens))
  }
}

function nameOf(criterion: Criterion, minutes: readonly Minute[]): string {
  return JSON.stringify([criterion, minutes[0]?.fromMs, minutes.at(-1)?.toMs, minutes.length])
}
