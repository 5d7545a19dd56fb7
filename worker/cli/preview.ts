// `headroom preview`: the offered load of a scenario as a table, from the very code that paces it.

import { parseArgs } from 'node:util'
import { say, showClock, showCount, showRate } from '#lib/core/number-format.ts'
import { ArrivalSchedule, peakOffered, totalDurationMs } from '#lib/load/pacer.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import { EXIT } from './exit-code.ts'
import { chooseScenario, loadPlan } from './load-plan.ts'
import { renderTable } from './table.ts'

export const PREVIEW_USAGE = 'headroom preview plan.yaml --scenario baseline'

export async function previewCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { scenario: { type: 'string' } }, allowPositionals: true })
  const scenario = chooseScenario(await loadPlan(positionals[0]), values.scenario)
  process.stdout.write(`\n${scenario.name}\n\n${formatPreview(scenario.load)}\n`)
  return EXIT.ok
}

export function formatPreview(load: LoadProfile): string {
  const isRate = load.model === 'rate'
  const level = (value: number) => (isRate ? say(showRate(value)) : `${say(showCount(value))} users`)
  const schedule = isRate ? new ArrivalSchedule(load) : null
  const right = (title: string) => ({ title, align: 'right' as const })
  const rows = load.stages.map(({ key, phase, startMs, durationMs, from, to }) => [
    key,
    phase,
    showClock(startMs / 1000),
    showClock((startMs + durationMs) / 1000),
    from === to ? level(from) : `${level(from)} → ${level(to)}`,
    ...(schedule ? [say(showCount(schedule.cumulative(startMs + durationMs) - schedule.cumulative(startMs)))] : []),
  ])
  const columns = [{ title: 'stage' }, { title: 'phase' }, right('from'), right('to'), right('offered')]
  const total = schedule ? `, ${say(showCount(schedule.total))} arrivals` : ''
  const cap = load.maxRatePerSecond === null ? '' : `, at most ${say(showRate(load.maxRatePerSecond))}`
  const foot = `  ${showClock(totalDurationMs(load) / 1000)} in all, peak ${level(peakOffered(load))}${cap}${total}`
  return `${renderTable(schedule ? [...columns, right('arrivals')] : columns, rows)}\n\n${foot}`
}
