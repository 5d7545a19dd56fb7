import { Check } from 'lucide-react'
import { Checkbox as Primitive } from 'radix-ui'
import { type ComponentProps, type ReactElement, type ReactNode, useId } from 'react'
import { cn } from './class-names.ts'

export function Checkbox({
  children,
  className,
  ...rest
}: ComponentProps<typeof Primitive.Root> & { children: ReactNode }): ReactElement {
  const id = useId()
  return (
    <span className={cn('inline-flex min-h-6 items-center gap-2', className)}>
      <Primitive.Root
        id={id}
        className="grid size-4 shrink-0 place-items-center rounded-[3px] border border-control bg-panel text-on-accent data-[state=checked]:border-accent data-[state=checked]:bg-accent"
        {...rest}
      >
        <Primitive.Indicator>
          <Check aria-hidden className="size-3" strokeWidth={3} />
        </Primitive.Indicator>
      </Primitive.Root>
      <label htmlFor={id} className="cursor-pointer">
        {children}
      </label>
    </span>
  )
}
