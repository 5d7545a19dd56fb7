'use client'

import type { ReactElement, ReactNode } from 'react'
import { say, showRate } from '#lib/core/number-format.ts'
import { parseRate } from '#lib/core/units.ts'
import { useText } from '../draft/draft-context.tsx'
import { ListField } from '../fields/list-field.tsx'
import { ProseField, QuietField } from '../fields/prose-field.tsx'
import { DocSection } from '../page/doc-section.tsx'
import { readDate } from '../page/plan-date.ts'

/** Who, what and why: the first page of a plan. */
export function SummarySection(): ReactElement {
  return (
    <DocSection id="summary" title="Summary" meta="what is validated, and why">
      <ProseField path={['summary']} label="Summary" placeholder="What is validated, and why" />
      <Growth />
      <dl className="grid gap-1.5">
        <Fact name="Name">
          <QuietField path={['name']} label="Name of the plan" placeholder="no name yet" className="font-medium" />
        </Fact>
        <Fact name="Version under test">
          <QuietField
            path={['version']}
            label="Version under test"
            placeholder="no version yet"
            className="font-mono text-xs"
          />
        </Fact>
        <Fact name="Systems">
          <ListField path={['systems']} label="Add a system" placeholder="Add a system" />
        </Fact>
        <Fact name="Objectives">
          <ListField
            path={['objectives']}
            label="Add an objective of the test"
            placeholder="Add what this test shall show"
            look="sentences"
          />
        </Fact>
        <Fact name="Goals">
          <ListField
            path={['goals']}
            label="Add a goal"
            placeholder="Add what the system shall reach"
            look="sentences"
          />
        </Fact>
        <Fact name="Critical metrics">
          <ListField
            path={['criticalMetrics']}
            label="Add a critical metric"
            placeholder="Add one, such as p95(create-order)"
            mono
          />
        </Fact>
        <Fact name="Test date">
          <QuietField path={['testDate']} label="Test date" placeholder="no date yet" read={readDate} />
        </Fact>
        <Fact name="Engineer">
          <QuietField path={['engineer']} label="Engineer" placeholder="nobody yet" />
        </Fact>
        <Fact name="Ticket">
          <span className="flex flex-wrap gap-x-4">
            <QuietField path={['ticket', 'id']} label="Ticket" placeholder="no ticket" className="w-32" />
            <QuietField
              path={['ticket', 'priority']}
              label="Priority of the ticket"
              placeholder="no priority"
              className="w-24"
            />
            <QuietField
              path={['ticket', 'effort']}
              label="Effort of the ticket"
              placeholder="no effort"
              className="w-32"
            />
          </span>
        </Fact>
        <Fact name="Next review">
          <QuietField path={['nextReview']} label="Next review" placeholder="no date yet" read={readDate} />
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
    <div className="my-3.5 grid grid-cols-[auto_72px_1fr] items-start max-[720px]:grid-cols-1 max-[720px]:gap-2">
      <Level label="Baseline" path="baseline" placeholder="no baseline yet" perSecond={from.ok ? from.value : null} />
      <div aria-hidden className="relative mx-3.5 mt-8 h-px bg-n-400 max-[720px]:hidden">
        <span className="absolute -top-[3px] right-0 size-1.5 rotate-45 border-t border-r border-n-400" />
        {factor ? (
          <span className="num absolute -top-5 left-1/2 -translate-x-1/2 text-xs font-medium text-ink-2">
            × {Number(factor.toPrecision(2))}
          </span>
        ) : null}
      </div>
      <Level label="Target" path="target" placeholder="no target yet" perSecond={to.ok ? to.value : null} />
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
      <ProseField
        path={[path]}
        label={`${label} load`}
        placeholder={placeholder}
        lettersPerLine={22}
        className="w-auto min-w-36 max-w-[26ch] font-mono text-[17px] leading-6 font-medium tracking-[-0.035em] placeholder:text-sm placeholder:font-normal placeholder:tracking-normal"
      />
      <span className="min-h-4 text-xs text-ink-3">
        {perSecond === null ? '' : `${say(showRate(perSecond))} on average`}
      </span>
    </div>
  )
}
