import type { ReactElement, ReactNode } from 'react'

/** Fields side by side on six columns, one below the other on a phone. */
export function FieldGrid({ children }: { children: ReactNode }): ReactElement {
  return <div className="grid gap-x-2.5 gap-y-3 min-[560px]:grid-cols-6">{children}</div>
}

/** A heading within a section, and a few words on what it is for. */
export function Part({
  title,
  help,
  children,
}: {
  title: string
  help?: ReactNode
  children: ReactNode
}): ReactElement {
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <h3 className="text-xs font-semibold">
        {title}
        {help ? <span className="ml-1.5 font-normal text-ink-3">{help}</span> : null}
      </h3>
      {children}
    </div>
  )
}

/** What a section is for, in a line, above its fields. */
export function Purpose({ children }: { children: ReactNode }): ReactElement {
  return <p className="mb-2.5 max-w-[74ch] text-xs leading-[17px] text-ink-3">{children}</p>
}
