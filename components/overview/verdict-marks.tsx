import {
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  type LucideIcon,
  OctagonX,
  TriangleAlert,
} from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import type { VerdictWord } from '#components/verdicts/verdict-badge.tsx'
import type { RunHead } from '#lib/runs/schema.ts'
import { verdictOf } from './outcome.ts'

const MARKS: Record<VerdictWord, readonly [LucideIcon, string]> = {
  pass: [CircleCheck, 'text-pass'],
  warn: [TriangleAlert, 'text-warn'],
  fail: [OctagonX, 'text-fail'],
  inconclusive: [CircleQuestionMark, 'text-inconclusive'],
  invalid: [CircleSlash, 'text-invalid'],
  none: [CircleDashed, 'text-ink-3'],
}

/** How the last runs ended, oldest first: a shape and a colour each, the words for who asks. */
export function VerdictMarks({ runs }: { runs: readonly RunHead[] }): ReactElement {
  if (runs.length === 0) return <span className="text-ink-3">–</span>
  return (
    <span className="inline-flex">
      {runs.map((run) => {
        const verdict = verdictOf(run)
        const [Icon, tone] = MARKS[verdict]
        const says = `${run.label} ${run.scenario.name || run.scenario.key}: ${verdict === 'none' ? 'not judged' : verdict}`
        return (
          <Link
            key={run.id}
            href={`/runs/${run.id}`}
            aria-label={says}
            title={says}
            className="grid size-6 place-items-center"
          >
            <Icon aria-hidden className={`size-3.5 ${tone}`} strokeWidth={2.1} />
          </Link>
        )
      })}
    </span>
  )
}
