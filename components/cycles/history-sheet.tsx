'use client'

import clsx from 'clsx'
import {
  CircleDot,
  FileText,
  type LucideIcon,
  Play,
  RefreshCw,
  Scale,
  Share2,
  ShieldOff,
  Signature,
  SquareCheck,
  Undo2,
} from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { MoreRows } from '#components/ui/more-rows.tsx'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { showMoment } from '#lib/core/moment.ts'
import { useCycle } from './cycle-context.tsx'
import css from './cycles.module.css'

const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/revoke|supersede/, Undo2],
  [/sign/, Signature],
  [/waive/, ShieldOff],
  [/decide/, Scale],
  [/share/, Share2],
  [/mark|gate/, SquareCheck],
  [/text/, FileText],
  [/run|exclude|move/, RefreshCw],
  [/create|start|suite/, Play],
]

const SHOWN = 15

/** Who did what and when: append-only. */
export function HistorySheet(): ReactElement {
  const { history } = useCycle()
  const [isWhole, setWhole] = useState(false)
  return (
    <TitledSheet title="History" meta="append-only">
      {history.length === 0 ? <NothingYet>Nothing has happened yet.</NothingYet> : null}
      <ol className={clsx(css.history, 'px-4 py-2')}>
        {(isWhole ? history : history.slice(0, SHOWN)).map((one) => {
          const Icon = ICONS.find(([pattern]) => pattern.test(one.verb))?.[1] ?? CircleDot
          return (
            <li key={one.id}>
              <span className={clsx(css.historyIcon, /revoke/.test(one.verb) && css.bad)}>
                <Icon aria-hidden className="size-[13px]" />
              </span>
              <span className="num text-ink-3">{showMoment(one.at)}</span>
              <span className="min-w-0 break-words">
                <b className="font-[550]">{one.by}</b> {one.text}
              </span>
            </li>
          )
        })}
      </ol>
      {history.length > SHOWN ? (
        <MoreRows count={history.length - SHOWN} isWhole={isWhole} onChange={setWhole} what="entries" />
      ) : null}
    </TitledSheet>
  )
}
