'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactElement, useMemo, useState } from 'react'
import { ChartSheet } from '#components/runs/chart-sheet.tsx'
import review from '#components/runs/review/review.module.css'
import runs from '#components/runs/runs.module.css'
import { toPhases } from '#components/runs/timeline/phases.ts'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { showClock } from '#lib/core/number-format.ts'
import type { RunStage } from '#lib/runs/schema.ts'
import type { Comparison } from '#lib/verdicts/comparison-schema.ts'
import { ChangesTable } from './changes-table.tsx'
import css from './compare.module.css'
import { CompareCharts } from './compare-charts.tsx'
import { compareNumbers, comparePlots } from './compare-plots.ts'
import { fetchComparison } from './compare-requests.ts'
import { ComparedRuns } from './compared-runs.tsx'
import { Differences } from './differences.tsx'

interface Props {
  initial: Comparison
  /** Of the base run. */
  stages: readonly RunStage[]
}

/** Two to five runs: what came of it, what is different besides, what moved, and all metrics together. */
export function ComparePage({ initial, stages }: Props): ReactElement {
  const router = useRouter()
  const ids = initial.runs.map(({ run }) => run.id)
  const [phase, setPhase] = useState(initial.phase)
  const [operation, setOperation] = useState('*')
  const [chosen, setChosen] = useState<string | null>(null)
  const { data, error } = useQuery({
    queryKey: ['runs', 'compare', ids, phase, operation],
    queryFn: () => fetchComparison({ runs: ids, phase, operation }),
    ...(phase === initial.phase && operation === initial.operation ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const comparison = data ?? initial
  const plots = useMemo(() => comparePlots(comparison), [comparison])
  return (
    <>
      <Head comparison={comparison} />
      <ComparedRuns
        runs={comparison.runs}
        chosen={chosen}
        onChoose={setChosen}
        onOrder={(order) => router.push(`/runs/compare?runs=${order.join(',')}`)}
      />
      {error ? <p className={css.told}>{error.message}</p> : null}
      {comparison.runs.length > 1 ? (
        <>
          <Differences comparison={comparison} />
          <ChangesTable key={`${ids.join()}/${comparison.phase}`} comparison={comparison} />
        </>
      ) : (
        <p className={css.told}>
          One run alone has nothing to be held against. Choose two to five in the list of runs.
        </p>
      )}
      <ChartSheet
        title="Timeline"
        meta="phases aligned to the base"
        name={`compare-${comparison.runs.map(({ run }) => run.label.toLowerCase()).join('-')}`}
        heading={comparison.runs.map(({ run }, index) => `${run.label} ${index === 0 ? 'solid' : 'dashed'}`).join(', ')}
        charts={plots.map(({ id }) => id)}
        numbers={() => compareNumbers(plots, showClock)}
        height={560}
        className={runs.block ?? ''}
        tools={
          <span className={css.tools}>
            <Select
              aria-label="Operation"
              value={operation}
              options={comparison.operations.map(({ key, name }) => ({ value: key, label: name }))}
              onChange={(event) => setOperation(event.target.value)}
            />
            <Select
              aria-label="Phase that is compared"
              value={phase}
              options={comparison.phases.map(({ key }) => ({
                value: key,
                label: key === 'steady' ? 'Steady load' : key,
              }))}
              onChange={(event) => setPhase(event.target.value)}
            />
          </span>
        }
      >
        <CompareCharts comparison={comparison} plots={plots} phases={toPhases(stages)} chosen={chosen} />
      </ChartSheet>
    </>
  )
}

function Head({ comparison }: { comparison: Comparison }): ReactElement {
  const [base, ...others] = comparison.runs.map(({ run }) => run)
  const names = others.map(({ label }) => label)
  return (
    <div className={review.pageHead}>
      <div>
        <nav className={review.crumbs} aria-label="Path">
          <Link href="/runs">Runs</Link>
          <ChevronRight aria-hidden />
          <span>Compare</span>
        </nav>
        <h1>{names.length > 0 ? `${listed(names)} against ${base?.label}` : base?.label}</h1>
        <p>{comparison.sentence}</p>
      </div>
      <span className={runs.grow} />
      <div className="flex flex-wrap items-center gap-2">
        {base ? (
          <Button asChild>
            <Link href={`/plans/${base.planId}/trends?scenario=${encodeURIComponent(base.scenario.key)}`}>Trends</Link>
          </Button>
        ) : null}
        <Button asChild>
          <Link href="/runs">Choose runs</Link>
        </Button>
      </div>
    </div>
  )
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
