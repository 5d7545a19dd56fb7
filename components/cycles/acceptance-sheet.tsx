'use client'

import Link from 'next/link'
import type { ReactElement } from 'react'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { say, showIn } from '#lib/core/number-format.ts'
import { sayDemand } from '#lib/reports/report-format.ts'
import { narrative } from '#lib/reports/report-model.ts'
import { useCycle } from './cycle-context.tsx'
import { NarrativeText } from './narrative-text.tsx'

/** "X of N met": each criterion with its test, result, status and what people make of it. */
export function AcceptanceSheet(): ReactElement {
  const { acceptance, texts } = useCycle()
  const { items, met, total, passed } = acceptance
  return (
    <TitledSheet
      title="Acceptance"
      meta={total > 0 ? `${met} of ${total} met` : undefined}
      tools={
        total > 0 ? (
          <VerdictBadge verdict={passed ? 'pass' : 'fail'} word={passed ? 'Passed' : 'Not passed'} />
        ) : undefined
      }
    >
      {total === 0 ? (
        <NothingYet>The plan names no acceptance criteria.</NothingYet>
      ) : (
        <ul>
          {items.map((item) => (
            <li
              key={item.key}
              id={`acceptance-${item.key}`}
              className="grid gap-1 border-b border-[color-mix(in_oklab,var(--line)_62%,transparent)] px-4 py-2.5 last:border-b-0"
            >
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <b className="min-w-0 flex-1 basis-52 font-[550]">{item.requirement || item.judge}</b>
                <span className="text-xs text-ink-3">
                  {item.scenarios.map(({ name, key }) => name || key).join(', ') || 'no scenario'}
                  {item.run ? (
                    <>
                      {' '}
                      <Link href={`/runs/${item.run.id}`} className="link font-mono">
                        {item.run.label}
                      </Link>
                    </>
                  ) : null}
                </span>
                <span className="num">
                  <b className="font-semibold">{say(showIn(item.unit, item.actual))}</b>{' '}
                  <span className="text-ink-3">{sayDemand(item.comparator, item.unit, item.target)}</span>
                </span>
                {item.status === 'untested' ? (
                  <VerdictBadge verdict="none" word={item.waivedUntil ? 'Untested, waived' : 'Untested'} look="plain" />
                ) : (
                  <VerdictBadge verdict={item.status} look="plain" />
                )}
              </div>
              <NarrativeText
                block={narrative(
                  `acceptance/${item.key}`,
                  `Analysis of ${item.requirement || item.judge}`,
                  item.reason,
                  item.analysis ? [item.analysis] : texts,
                )}
              />
            </li>
          ))}
        </ul>
      )}
    </TitledSheet>
  )
}
