'use client'

import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { MoreRows } from '#components/ui/more-rows.tsx'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { api } from '#lib/api/client.ts'
import type { RecommendationView } from '#lib/improvement/schema.ts'
import { sayDay } from '#lib/reports/report-format.ts'
import { useCycle } from './cycle-context.tsx'
import { Dismissed } from './dismissed.tsx'

const RecommendationDialog = dynamic(
  () => import('./recommendation-dialog.tsx').then((file) => file.RecommendationDialog),
  { ssr: false },
)

const HORIZONS = [
  ['immediate', 'Immediate'],
  ['medium', 'Medium term'],
  ['long', 'Long term'],
] as const

const SHOWN = 15

const byPriority = (a: RecommendationView, b: RecommendationView): number => a.priority.localeCompare(b.priority)

/** What is to be done about it, by horizon and priority. */
export function RecommendationsSheet(): ReactElement {
  const { recommendations, may } = useCycle()
  const [edited, setEdited] = useState<RecommendationView | 'new' | null>(null)
  const [isWhole, setWhole] = useState(false)
  const live = recommendations.filter(({ status }) => status !== 'dismissed').sort(byPriority)
  const shown = isWhole ? live : live.slice(0, SHOWN)
  return (
    <TitledSheet
      title="Recommendations"
      meta={live.length > 0 ? `${live.filter(({ status }) => status !== 'done').length} open` : undefined}
      tools={
        may.edit ? (
          <Button size="sm" kind="ghost" onClick={() => setEdited('new')}>
            <Plus aria-hidden />
            Add
          </Button>
        ) : undefined
      }
    >
      {live.length === 0 ? (
        <NothingYet>None yet. A finding asks for one: what to do, by when, how much it brings.</NothingYet>
      ) : null}
      {HORIZONS.map(([horizon, title]) => {
        const own = shown.filter((one) => one.horizon === horizon)
        if (own.length === 0) return null
        return (
          <div key={horizon} className="border-t border-line first-of-type:border-t-0">
            <h3 className="px-4 pt-2.5 text-xs font-semibold text-ink-2">{title}</h3>
            <ul>
              {own.map((one) => (
                <Recommendation key={one.id} one={one} onEdit={may.edit ? () => setEdited(one) : null} />
              ))}
            </ul>
          </div>
        )
      })}
      {live.length > SHOWN ? (
        <MoreRows count={live.length - SHOWN} isWhole={isWhole} onChange={setWhole} what="recommendations" />
      ) : null}
      {may.edit ? (
        <Dismissed<RecommendationView>
          what="recommendations"
          read={(id) => api.cycles.recommendations({ id, status: 'dismissed', limit: 200 })}
          say={({ priority, text }) => `${priority} ${text}`}
          onEdit={setEdited}
        />
      ) : null}
      {edited ? <RecommendationDialog one={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </TitledSheet>
  )
}

function Recommendation({ one, onEdit }: { one: RecommendationView; onEdit: (() => void) | null }): ReactElement {
  const { id } = useCycle()
  return (
    <li className="grid grid-cols-[28px_minmax(0,1fr)_auto] gap-x-2.5 px-4 py-[7px]">
      <code className="mt-0.5 text-xs text-ink-2">{one.priority}</code>
      <div className="min-w-0">
        <p className={cn('break-words', one.status === 'done' && 'text-ink-3 line-through')}>{one.text}</p>
        <p className="text-xs text-pretty break-words text-ink-3">
          {[
            one.status,
            one.owner,
            one.dueOn ? `due ${sayDay(one.dueOn)}` : '',
            one.timeline,
            one.effort && `effort ${one.effort}`,
            one.impact && `impact ${one.impact}`,
            one.finding?.label,
            one.cycle && one.cycle.id !== id && `from ${one.cycle.name}`,
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
      </div>
      {onEdit ? (
        <Button size="sm" kind="ghost" onClick={onEdit} aria-label={`Edit: ${one.text}`}>
          Edit
        </Button>
      ) : null}
    </li>
  )
}
