'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { Popover } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { showClock, showCount } from '#lib/core/number-format.ts'
import type { OpenDerivation } from './derivation.tsx'

/** Selector, window, run, sample count and method of one number. */
export function DerivationCard({ open, onClose }: { open: OpenDerivation; onClose: () => void }): ReactElement {
  const { anchor, derived } = open
  const { name, value, note, selector, window, run, samples, method, blocks, typedBy } = derived
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal>
        <Popover.Content
          aria-label={`Where ${name} comes from`}
          sideOffset={6}
          collisionPadding={10}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            anchor.focus({ preventScroll: true })
          }}
          className="z-50 w-[min(400px,calc(100vw-20px))] rounded-lg border border-edge bg-raised px-4 pt-3 pb-3.5 text-sm shadow-mid outline-none"
        >
          <header className="mb-1.5 flex items-start gap-3">
            <p className="min-w-0 flex-1 pt-0.5 font-semibold text-pretty">
              {name} <span className="font-mono font-medium whitespace-nowrap">{value}</span>
            </p>
            <Popover.Close asChild>
              <IconButton label="Close">
                <X aria-hidden />
              </IconButton>
            </Popover.Close>
          </header>
          {note ? <p className="mb-2 text-pretty text-ink-2">{note}</p> : null}
          <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 leading-[19px]">
            {typedBy ? (
              <Line name="Typed by">{typedBy}</Line>
            ) : (
              <>
                <Line name="Selector">
                  <code className="font-mono text-xs break-words">{selector}</code>
                </Line>
                <Line name="Window">
                  {window
                    ? `${window.name}, ${showClock(window.fromMs / 1000)} to ${showClock(window.toMs / 1000)}`
                    : 'none of the run'}
                </Line>
                {run ? (
                  <Line name="Run">
                    <Link className="text-accent-ink underline underline-offset-3" href={`/runs/${run.id}`}>
                      {run.label}
                    </Link>
                  </Line>
                ) : null}
                <Line name="Samples">{showCount(samples)[0]}</Line>
                {blocks ? (
                  <Line name="Interval">
                    {showCount(blocks.count)[0]} blocks of {blocks.seconds} s
                  </Line>
                ) : null}
              </>
            )}
            <Line name="Method">{method}</Line>
          </dl>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 text-pretty">{children}</dd>
    </>
  )
}
