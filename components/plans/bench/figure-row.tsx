import type { ReactElement } from 'react'
import type { Shown } from '#lib/core/number-format.ts'

export type Figure = readonly [name: string, shown: Shown, note: string]

/** Figures side by side, each with its name above and what it is about below. */
export function FigureRow({ figures }: { figures: readonly Figure[] }): ReactElement {
  return (
    <dl className="grid grid-cols-2 gap-px border-t border-line bg-line min-[560px]:grid-cols-4">
      {figures.map(([name, [digits, unit], note]) => (
        <div key={name} className="bg-raised px-5 pt-[7px] pb-2">
          <dt className="text-2xs leading-[14px] whitespace-nowrap text-ink-3">{name}</dt>
          <dd>
            <span className="font-mono text-md leading-6 font-medium tracking-[-0.03em] whitespace-nowrap">
              {digits}
              {unit ? (
                <i className="ml-0.5 text-[11.5px] font-normal tracking-normal text-ink-3 not-italic">{unit}</i>
              ) : null}
            </span>
            <span className="block min-h-[14px] text-2xs leading-[14px] text-ink-3">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
