'use client'

import { OctagonX } from 'lucide-react'
import { memo, type ReactElement, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { type PlanFinding, useFindings } from './findings.tsx'
import { completeness, type OutlineEntry, outlineOf, scenarioShare } from './outline-sections.ts'
import { useOpened } from './reveal.tsx'

interface ItemProps extends Pick<OutlineEntry, 'id' | 'title' | 'share' | 'count' | 'missing'> {
  hasError: boolean
  isActive: boolean
  isSmall?: boolean
}

const hasErrors = (findings: readonly PlanFinding[]): boolean => findings.some(({ severity }) => severity === 'error')

/** Header fields lie at the root of the document but are shown in the summary. */
const HEADER = [
  'name',
  'version',
  'summary',
  'systems',
  'baseline',
  'target',
  'objectives',
  'goals',
  'criticalMetrics',
  'testDate',
  'nextReview',
  'ticket',
  'engineer',
]

export function Outline(): ReactElement {
  const draft = useDeferredValue(useDraft((one) => one))
  const { below } = useFindings()
  const hasError = useMemo(() => {
    const broken = new Map<string, boolean>()
    return (place: string): boolean => {
      const known = broken.get(place)
      if (known !== undefined) return known
      const found = hasErrors(place === 'summary' ? HEADER.flatMap(below) : below(place))
      broken.set(place, found)
      return found
    }
  }, [below])
  const active = useActiveSection()
  const entries = useMemo(() => outlineOf(draft), [draft])
  const complete = Math.round(completeness(entries) * 100)
  return (
    <nav
      aria-label="Sections of the plan"
      className="sticky top-[92px] max-h-[calc(100dvh-104px)] overflow-y-auto pb-2 pl-2"
    >
      <ol>
        {entries.map((entry, index) => (
          <li key={entry.id}>
            {entry.group === entries[index - 1]?.group ? null : (
              <span className="mt-2 block pb-0.5 text-2xs text-ink-3 [li:first-child>&]:mt-0">{entry.group}</span>
            )}
            <Item {...entry} hasError={hasError(entry.id)} isActive={active === entry.id} />
            {entry.id === 'scenarios' && draft.scenarios?.length ? (
              <ol className="ml-5 border-l border-edge pl-3">
                {draft.scenarios.map((scenario) => (
                  <li key={scenario.key}>
                    <Item
                      id={`scenarios.${scenario.key}`}
                      title={scenario.name || scenario.key}
                      count={null}
                      missing={0}
                      share={scenarioShare(scenario)}
                      hasError={hasError(`scenarios.${scenario.key}`)}
                      isActive={false}
                      isSmall
                    />
                  </li>
                ))}
              </ol>
            ) : null}
          </li>
        ))}
      </ol>
      <p className="mt-3.5 border-t border-edge pt-3 text-xs text-ink-3">
        <b className="text-ink">{complete} %</b> complete
      </p>
    </nav>
  )
}

const Item = memo(function Item({
  id,
  title,
  share,
  count,
  missing,
  hasError,
  isActive,
  isSmall,
}: ItemProps): ReactElement {
  const { reveal } = useOpened()
  const percent = Math.round(share * 100)
  return (
    <a
      href={`#${id}`}
      aria-current={isActive ? 'true' : undefined}
      title={missing > 0 ? sayMissing(missing) : undefined}
      onClick={(event) => {
        if (!isSmall) return
        event.preventDefault()
        reveal(id)
      }}
      className={cn(
        '-ml-2 flex items-center gap-[9px] rounded-md px-2 text-ink-2 hover:bg-hover aria-[current]:bg-n-200 aria-[current]:font-[550] aria-[current]:text-ink',
        isSmall ? 'h-6.5 text-xs' : 'h-7',
      )}
    >
      <Ring share={share} hasError={hasError} />
      <span className="truncate">{title}</span>
      {count === null ? null : <span className="ml-auto font-mono text-2xs leading-none text-ink-3">{count}</span>}
      <span className="sr-only">
        {percent} % complete{missing > 0 ? `, ${sayMissing(missing)}` : ''}
        {hasError ? ', has an error' : ''}
      </span>
    </a>
  )
})

const sayMissing = (missing: number): string =>
  missing === 1 ? '1 field is still empty' : `${missing} fields are still empty`

function Ring({ share, hasError }: { share: number; hasError: boolean }): ReactElement {
  if (hasError) return <OctagonX aria-hidden className="-ml-px size-[13px] shrink-0 text-fail" strokeWidth={2.4} />
  if (share >= 1) return <span className="mx-px size-[9px] shrink-0 rounded-full bg-pass-solid" />
  return (
    <span
      className="size-[11px] shrink-0 rounded-full [mask:radial-gradient(closest-side,transparent_58%,#000_62%)]"
      style={{ background: `conic-gradient(var(--ink-2) ${share * 100}%, var(--n-300) 0)` }}
    />
  )
}

/** The section whose heading was last scrolled past. */
function useActiveSection(): string {
  const [active, setActive] = useState('summary')
  useEffect(() => {
    const find = (): void => {
      const sections = [...document.querySelectorAll<HTMLElement>('section[data-place]')]
      const passed = sections.filter((section) => section.getBoundingClientRect().top < 280)
      setActive(passed.at(-1)?.id ?? sections[0]?.id ?? '')
    }
    find()
    window.addEventListener('scroll', find, { passive: true })
    return () => window.removeEventListener('scroll', find)
  }, [])
  return active
}
