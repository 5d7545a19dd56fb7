import type { LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cn } from '#components/ui/class-names.ts'
import type { TemplateContents } from '#lib/plans/template/contents.ts'

interface ChoiceProps {
  value: string
  title: string
  says: string
  isOn: boolean
  onPick: () => void
}

const FOCUS = 'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus'
const ON = 'border-accent bg-accent-soft shadow-[inset_0_0_0_1px_var(--accent)]'

/** A way to begin without a template. */
export function StartCard({
  icon: Icon,
  value,
  title,
  says,
  isOn,
  onPick,
}: ChoiceProps & { icon: LucideIcon }): ReactElement {
  return (
    <label
      className={cn(
        'relative flex cursor-pointer gap-3 rounded-lg border bg-panel p-4',
        FOCUS,
        isOn ? ON : 'border-edge hover:border-n-400',
      )}
    >
      <input
        type="radio"
        name="start"
        value={value}
        checked={isOn}
        onChange={onPick}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <Icon
        aria-hidden
        className={cn('mt-0.5 size-5 shrink-0', isOn ? 'text-accent-ink' : 'text-ink-3')}
        strokeWidth={1.75}
      />
      <span className="min-w-0">
        <b className="block">{title}</b>
        <span className="text-xs leading-[17px] text-ink-2">{says}</span>
      </span>
    </label>
  )
}

interface RowProps extends ChoiceProps {
  contents: TemplateContents
  /** Who keeps it, at the end of the row. */
  tools?: ReactNode
}

/** A template: what it is for, and what is inside. */
export function TemplateRow({ value, title, says, contents, isOn, onPick, tools }: RowProps): ReactElement {
  const { scenarios, operations, objectives } = contents
  return (
    <div className="relative">
      <label
        className={cn(
          'relative grid cursor-pointer gap-x-6 gap-y-1.5 rounded-lg border bg-panel px-4 py-3 min-[860px]:grid-cols-[minmax(0,1fr)_228px]',
          FOCUS,
          isOn ? ON : 'border-edge hover:border-n-400',
        )}
      >
        <input
          type="radio"
          name="start"
          value={value}
          checked={isOn}
          onChange={onPick}
          className="absolute inset-0 size-full cursor-pointer opacity-0"
        />
        <span className="min-w-0">
          <b className="block break-words">{title}</b>
          {says ? <span className="block text-xs leading-[17px] text-pretty text-ink-2">{says}</span> : null}
          <span className="mt-1 block text-2xs leading-[15px] text-ink-3">
            {scenarios.map(({ name }) => name).join(' · ') || 'No scenario yet'}
          </span>
        </span>
        <span className={cn('flex items-start gap-5 text-2xs leading-[15px] text-ink-3', tools != null && 'pr-8')}>
          <Figure value={scenarios.length} one="scenario" />
          <Figure value={objectives} one="objective" />
          <Figure value={operations} one="operation" />
        </span>
      </label>
      {tools ? <span className="absolute top-2 right-2">{tools}</span> : null}
    </div>
  )
}

function Figure({ value, one }: { value: number; one: string }): ReactElement {
  return (
    <span className="min-w-14">
      <span className="num mr-1 text-sm text-ink min-[860px]:mr-0 min-[860px]:block">{value}</span>
      {value === 1 ? one : `${one}s`}
    </span>
  )
}
