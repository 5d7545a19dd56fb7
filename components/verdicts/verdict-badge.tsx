import clsx from 'clsx'
import {
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  type LucideIcon,
  OctagonX,
  ShieldAlert,
  ShieldCheck,
  ShieldX,
  TriangleAlert,
} from 'lucide-react'
import type { ReactElement } from 'react'
import css from './verdicts.module.css'

export type VerdictWord = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'invalid' | 'none'
export type ValidityWord = 'valid' | 'suspect' | 'invalid'

const VERDICTS: Record<VerdictWord, [string, LucideIcon]> = {
  pass: ['Pass', CircleCheck],
  warn: ['Warn', TriangleAlert],
  fail: ['Fail', OctagonX],
  inconclusive: ['Inconclusive', CircleQuestionMark],
  invalid: ['Invalid', CircleSlash],
  none: ['Not judged', CircleDashed],
}

const INSTRUMENT: Record<ValidityWord, [string, LucideIcon, VerdictWord]> = {
  valid: ['Valid', ShieldCheck, 'pass'],
  suspect: ['Suspect', ShieldAlert, 'warn'],
  invalid: ['Invalid', ShieldX, 'invalid'],
}

interface Props {
  verdict: VerdictWord
  /** In place of the verdict's own word. */
  word?: string
  look?: 'badge' | 'plain' | 'large'
}

/** Icon, word and colour: always all three. */
export function VerdictBadge({ verdict, word, look = 'badge' }: Props): ReactElement {
  const [name, Icon] = VERDICTS[verdict]
  return (
    <span className={clsx(css.badge, css[verdict], look !== 'badge' && css[look])} data-verdict={verdict}>
      <Icon aria-hidden />
      {word ?? name}
    </span>
  )
}

/** Whether the instrument can be believed. */
export function ValidityBadge({
  validity,
  look = 'badge',
}: {
  validity: ValidityWord
  look?: Props['look']
}): ReactElement {
  const [name, Icon, tone] = INSTRUMENT[validity]
  return (
    <span className={clsx(css.badge, css[tone], look !== 'badge' && css[look])} data-validity={validity}>
      <Icon aria-hidden />
      {name}
    </span>
  )
}

/** The colours of a verdict as custom properties, for a part that is more than a badge. */
export const verdictTone = (verdict: VerdictWord): string => css[verdict] ?? ''
