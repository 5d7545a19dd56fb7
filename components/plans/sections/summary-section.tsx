'use client'

import type { ReactElement, ReactNode } from 'react'
import { say, showRate } from '#lib/core/number-format.ts'
import { parseRate } from '#lib/core/units.ts'
import { useText } from '../draft/draft-context.tsx'
import { ListField } from '../fields/list-field.tsx'
import { ProseField, QuietField } from '../fields/prose-field.tsx'
import { DocSection } from '../page/doc-section.tsx'

/** Who, what and why: the first page of a plan. */
export function SummarySection(): ReactElement {
  return (
    <DocSection id="summary" title="Summary" meta="what is validated, and why">
      <ProseField path={['summary']} label="Summary" placeholder="What is validated, and why" />
      <Growth />
      <dl className="grid gap-1.5">
        <Fact name="Name">
          <QuietField path={['name']} label="Name of the plan" placeholder="Orders API" className="font-medium" />
        </Fact>
        <Fact name="Version under test">
          <QuietField path={['version']} label="Version under test" placeholder="2.4.0" className="font-mono text-xs" />
        </Fact>
        <Fact name="Systems">
          <ListField path={['systems']} label="Add a system" placeholder="a system, then Enter" />
        </Fact>
        <Fact name="Objectives">
          <ListField
            path={['objectives']}
            label="Add an objective of the test"
            placeholder="What this test shall show, then Enter"
            look="sentences"
          />
        </Fact>
        <Fact name="Goals">
          <ListField path={['goals']} label="Add a goal" placeholder="What the system shall reach" look="sentences" />
        </Fact>
        <Fact name="Critical metrics">
          <ListField path={['criticalMetrics']} label="Add a critical metric" placeholder="p95(create-order)" mono />
        </Fact>
        <Fact name="Test date">
          <QuietField path={['testDate']} label="Test date" placeholder="2026-11-21" />
        </Fact>
        <Fact name="Engineer">
          <QuietField path={['engineer']} label="Engineer" placeholder="Who carries it out" />
        </Fact>
        <Fact name="Ticket">
          <span className="flex flex-wrap gap-x-4">
            <QuietField path={['ticket', 'id']} label="Ticket" placeholder="PERF-12" className="w-32" />
            <QuietField
              path={['ticket', 'priority']}
              label="Priority of the ticket"
              placeholder="priority"
              className="w-24"
            />
            <QuietField
              path={['ticket', 'effort']}
              label="Effort of the ticket"
              placeholder="effort"
              className="w-32"
            />
          </span>
        </Fact>
        <Fact name="Next review">
          <QuietField path={['nextReview']} label="Next review" placeholder="2027-02-01" />
        </Fact>
      </dl>
    </DocSection>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div className="grid grid-cols-[132px_minmax(0,1fr)] items-baseline gap-x-2 max-[720px]:grid-cols-1">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

/** From today's load to the one that is asked for. */
function Growth(): ReactElement {
  const baseline = useText(['baseline'])
  const target = useText(['target'])
  const from = parseRate(baseline)
  const to = parseRate(target)
  const factor = from.ok && to.ok && from.value > 0 ? to.value / from.value : null
  return (
    <div className="my-3.5 grid grid-cols-[auto_72px_1fr] items-center max-[720px]:grid-cols-1 max-[720px]:gap-2">
      <Level label="Baseline" path="baseline" placeholder="20k requests/day" perSecond={from.ok ? from.value : null} />
      <div aria-hidden className="relative mx-3.5 h-px bg-n-400 max-[720px]:hidden">
        <span className="absolute -top-[3px] right-0 size-1.5 rotate-45 border-t border-r border-n-400" />
        {factor ? (
          <span className="num absolute -top-5 left-1/2 -translate-x-1/2 text-xs font-medium text-ink-2">
            × {Number(factor.toPrecision(2))}
          </span>
        ) : null}
      </div>
      <Level label="Target" path="target" placeholder="100k requests/day" perSecond={to.ok ? to.value : null} />
    </div>
  )
}

interface LevelProps {
  label: string
  path: string
  placeholder: string
  perSecond: number | null
}

function Level({ label, path, placeholder, perSecond }: LevelProps): ReactElement {
  return (
    <div className="grid">
      <span className="text-2xs text-ink-3">{label}</span>
      <QuietField
        path={[path]}
        label={`${label} load`}
        placeholder={placeholder}
        className="w-56 font-mono text-[17px] leading-6 font-medium tracking-[-0.035em] placeholder:font-normal placeholder:text-sm placeholder:tracking-normal"
      />
      <span className="min-h-4 text-xs text-ink-3">
        {perSecond === null ? '' : `${say(showRate(perSecond))} on average`}
      </span>
    </div>
  )
}
