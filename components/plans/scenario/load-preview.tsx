'use client'

import { ChartLine, Table2 } from 'lucide-react'
import { memo, type ReactElement, type ReactNode, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { showClock, showCount, showRate } from '#lib/core/number-format.ts'
import { ASSUMED_RESPONSE_MS } from '#lib/plans/expected-load.ts'
import { sayDuration } from '../fields/reading.ts'
import { LoadChart } from './load-chart.tsx'
import { type OfferedLoad, sayLevel } from './offered-load.ts'

/** The chart of the offered load, or its stages as a table, and what it amounts to. */
export const LoadPreview = memo(function LoadPreview({ load }: { load: OfferedLoad }): ReactElement {
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className="flex min-w-0 flex-col pt-2 pl-3">
      <figcaption className="flex h-7.5 items-center gap-2 pr-2 text-xs">
        <b>Offered load</b>
        <span className="truncate text-ink-3">
          {load.profile.search ? 'at most: a search ends when it has found' : "drawn by the engine's pacer"}
        </span>
        <span className="flex-1" />
        <IconButton label={asTable ? 'Show as chart' : 'Show as table'} onClick={() => setAsTable(!asTable)}>
          {asTable ? <ChartLine aria-hidden /> : <Table2 aria-hidden />}
        </IconButton>
      </figcaption>
      {load.durationMs === 0 ? <Nothing /> : asTable ? <StageTable load={load} /> : <LoadChart load={load} />}
      <Stats load={load} />
    </figure>
  )
})

function Nothing(): ReactElement {
  return (
    <div className="hatched-quiet mr-3 mb-3 grid min-h-50 flex-1 place-items-center rounded-md text-xs text-ink-3">
      <span className="rounded-sm bg-panel px-2 py-1">Write how much and for how long; the load is drawn here.</span>
    </div>
  )
}

function StageTable({ load }: { load: OfferedLoad }): ReactElement {
  return (
    <div className="min-h-[268px]">
      <Table>
        <thead>
          <tr>
            <Th>Stage</Th>
            <Th className="text-right">Begins</Th>
            <Th className="text-right">From</Th>
            <Th className="text-right">To</Th>
          </tr>
        </thead>
        <tbody>
          {load.profile.stages.map((stage) => (
            <tr key={stage.key}>
              <Td>{stage.key}</Td>
              <Td className="num text-right">{showClock(stage.startMs / 1000)}</Td>
              {stage.phase === 'wait' ? (
                <Td colSpan={2} className="text-right text-ink-3">
                  until somebody confirms
                </Td>
              ) : (
                <>
                  <Td className="num text-right">{sayLevel(load.profile, stage.from)}</Td>
                  <Td className="num text-right">{sayLevel(load.profile, stage.to)}</Td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function Stats({ load }: { load: OfferedLoad }): ReactElement {
  const isUsers = load.profile.model === 'users'
  const [rate, perSecond] = showRate(load.durationMs ? load.peakRate : null)
  const isSearched = load.profile.search !== undefined && load.durationMs > 0
  const assumed = isUsers ? `assuming ${ASSUMED_RESPONSE_MS} ms a response` : undefined
  return (
    <dl className="mt-auto -ml-3 flex flex-wrap border-t border-line pl-3" data-testid="load-stats">
      <Stat name="Requests" title={assumed}>
        {isSearched ? '≤ ' : isUsers && load.requests !== null ? '≈ ' : ''}
        {load.durationMs ? showCount(load.requests)[0] : '–'}
      </Stat>
      <Stat name="Peak rate" title={assumed}>
        {isSearched ? '≤ ' : isUsers && rate !== '–' ? '≈ ' : ''}
        {rate}
        <i className="ml-0.5 text-[11.5px] font-normal text-ink-3 not-italic">{perSecond}</i>
      </Stat>
      {isUsers ? <Stat name="Peak users">{`${isSearched ? '≤ ' : ''}${showCount(load.peak)[0]}`}</Stat> : null}
      <Stat name="Duration" title={sayLongest(load)}>
        {isSearched
          ? '≤ '
          : load.longestMs === null || !load.durationMs
            ? ''
            : load.durationMs === load.longestMs
              ? '≤ '
              : '≈ '}
        {load.durationMs ? showClock(load.durationMs / 1000) : '–'}
        {load.longestWaitMs > 0 ? (
          <i className="ml-1 text-[11.5px] font-normal text-ink-3 not-italic">+ waits</i>
        ) : null}
      </Stat>
    </dl>
  )
}

function sayLongest({ longestMs, longestWaitMs }: OfferedLoad): string | undefined {
  if (longestWaitMs > 0) return `and up to ${sayDuration(longestWaitMs)} of waiting`
  return longestMs === null ? undefined : `until its iterations are made, at most ${sayDuration(longestMs)}`
}

function Stat({
  name,
  title,
  children,
}: {
  name: string
  title?: string | undefined
  children: ReactNode
}): ReactElement {
  return (
    <div className="flex-1 pt-[7px] pr-3.5 pb-2" title={title}>
      <dt className="text-2xs leading-[14px] whitespace-nowrap text-ink-3">{name}</dt>
      <dd className="font-mono text-base leading-5 font-medium tracking-[-0.03em] whitespace-nowrap">{children}</dd>
    </div>
  )
}
