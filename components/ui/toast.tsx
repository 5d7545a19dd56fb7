'use client'

import type { ReactElement } from 'react'
import { Toaster as Sonner } from 'sonner'

/** `toast(…)` of sonner, in the look of a sheet that floats. */
export function Toaster(): ReactElement {
  return (
    <Sonner
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-[356px] max-w-[calc(100vw-32px)] items-center gap-2.5 rounded-md border border-edge border-l-[3px] border-l-n-500 bg-raised py-2.5 pr-2 pl-3.5 text-sm text-ink shadow-mid font-sans',
          error: 'border-l-fail-solid [&_[data-icon]]:text-fail',
          success: 'border-l-pass-solid [&_[data-icon]]:text-pass',
          warning: 'border-l-warn-solid [&_[data-icon]]:text-warn',
          content: 'min-w-0 flex-1',
          title: 'font-[550] leading-[19px] break-words',
          description: 'text-xs leading-[17px] text-ink-2 break-words',
          actionButton: 'shrink-0 rounded-sm px-2 py-1 text-xs font-medium text-accent-ink hover:bg-hover',
          closeButton: 'order-last shrink-0 rounded-sm p-1 text-ink-3 hover:bg-hover',
        },
      }}
    />
  )
}
