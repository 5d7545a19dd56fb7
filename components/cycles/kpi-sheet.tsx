'use client'

import { CircleCheck, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { Derives } from '#components/verdicts/derivation.tsx'
import { type Shown, say, showCount, showIn } from '#lib/core/number-format.ts'
import type { CycleFigure } from '#lib/cycles/schema.ts'
import { useCycle } from './cycle-context.tsx'
import css from './cycles.module.css'

const shownOf = (unit: CycleFigure['unit'], value: number | null): Shown =>
  unit === 'users' ? [showCount(value)[0], value === null ? '' : 'users'] : showIn(unit, value)

/** Higher is better for rates, shares of success and numbers of users; lower for times and errors. */
function isMet({ key, value, target, unit }: CycleFigure): boolean | null {
  if (value === null || target === null) return null
  const isLower = unit === 'ms' || key.includes('error')
  return isLower ? value <= target : value >= target
}

/** The indicators of a test report, each from a run of this cycle. */
export function KpiSheet(): ReactElement {
  const { kpis } = useCycle()
  return (
    <TitledSheet title="Key figures" meta="each from a run of this cycle">
      {kpis.length === 0 ? (
        <NothingYet>They come with the first run.</NothingYet>
      ) : (
        <div className={css.kpis}>
          {kpis.map((one) => (
            <Kpi key={one.key} one={one} />
          ))}
        </div>
      )}
    </TitledSheet>
  )
}

function Kpi({ one }: { one: CycleFigure }): ReactElement {
  const shown = shownOf(one.unit, one.value)
  const met = isMet(one)
  const number = (
    <span className={css.kpiNumber}>
      {shown[0]}
      {shown[1] ? <i>{shown[1]}</i> : null}
    </span>
  )
  const { derivation } = one
  return (
    <div>
      <p className="truncate text-xs leading-4 text-ink-3" title={one.label}>
        {one.label}
      </p>
      <p>
        {derivation ? (
          <Derives of={() => ({ ...derivation, name: one.label, value: say(shown) })}>{number}</Derives>
        ) : (
          number
        )}
      </p>
      <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-ink-3">
        {met === null ? null : met ? (
          <CircleCheck aria-label="met" className="size-[13px] text-pass" />
        ) : (
          <TriangleAlert aria-label="not met" className="size-[13px] text-warn" />
        )}
        {one.target === null ? null : (
          <span className={met === false ? 'text-warn' : met ? 'text-pass' : undefined}>
            target {say(shownOf(one.unit, one.target))}
          </span>
        )}
        {one.run ? (
          <Link href={`/runs/${one.run.id}`} className="link font-mono">
            {one.run.label}
          </Link>
        ) : null}
        {one.value === null || !one.run ? <span className="text-pretty">{one.note}</span> : null}
      </p>
    </div>
  )
}
