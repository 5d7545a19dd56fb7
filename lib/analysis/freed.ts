// What was given back once the load was gone: memory, pools, queues and connections that monitors read before it and after it
// (resources-freed.ts). A watch of less than a minute shows what came back, and cannot say of the rest that it does not.

import { say, showIn } from '#lib/core/number-format.ts'
import type { Analysis } from './analysis.ts'
import { analysis, saySpan } from './figure.ts'
import { gaugesOf } from './monitored.ts'
import { FREED_WITHIN_MS, measureFreed } from './resources-freed.ts'
import { endSecondOf, type RunData } from './run-data.ts'

/** The one reading right after the end tells nothing of what is given back. */
const LEAST_WATCH_MS = 5_000
const GIVEN_BACK: ReadonlySet<string> = new Set(['memory', 'pool', 'queue', 'cpu'])

/** null where nothing was read both before the load and after it. */
export function analyseFreed(data: RunData): Analysis | null {
  const last = data.points.findLast(({ offered }) => offered > 0)
  if (!last) return null
  const load = { fromMs: 0, toMs: endSecondOf(last) * 1000 }
  const rows = gaugesOf(data).flatMap(({ name, role, unit, isRate, samples }) => {
    const freed = GIVEN_BACK.has(role) && !isRate ? measureFreed(samples, load) : null
    const watchedMs = (samples.at(-1)?.atMs ?? 0) - load.toMs
    return freed && watchedMs >= LEAST_WATCH_MS ? [{ name, unit, freed, watchedMs }] : []
  })
  if (rows.length === 0) return null
  const kept = rows.filter(({ freed }) => freed.freedMs === null)
  const isLong = rows.some(({ watchedMs }) => watchedMs >= FREED_WITHIN_MS)
  const late = rows.filter(({ freed }) => freed.freedMs !== null && !freed.isInTime)
  return analysis(
    {
      key: 'freed',
      title: 'Given back after the load',
      howToRead:
        'A resource is given back when it is within 10 % of what it was before the load, and stays so to the last reading. One minute is what it should take.',
    },
    {
      tone: kept.length + late.length === 0 ? 'good' : isLong ? 'bad' : 'note',
      sentence:
        kept.length === 0
          ? `All that was read came back to within 10\u00a0% of before${late.length > 0 ? `, ${late.map(({ name }) => name).join(', ')} later than in a minute` : ''}.`
          : `${kept.map(({ name, unit, freed }) => `${name} was still ${say(showIn(unit, freed.excess))} beyond 10\u00a0% above before`).join('; ')}, ${saySpan(Math.max(...kept.map(({ watchedMs }) => watchedMs)))} after the load.${isLong ? '' : ' It was not watched for a minute, which is what it may take.'}`,
      table: {
        columns: [
          { key: 'name', label: 'What', unit: 'text' },
          { key: 'before', label: 'Before', unit: 'text' },
          { key: 'freed', label: 'Back after', unit: 'text' },
          { key: 'excess', label: 'Still above', unit: 'text' },
          { key: 'watched', label: 'Watched for', unit: 'text' },
        ],
        rows: rows.map(({ name, unit, freed, watchedMs }) => ({
          name,
          before: say(showIn(unit, freed.before)),
          freed: freed.freedMs === null ? '–' : saySpan(freed.freedMs),
          excess: freed.excess > 0 ? say(showIn(unit, freed.excess)) : '–',
          watched: saySpan(watchedMs),
        })),
      },
    },
  )
}
