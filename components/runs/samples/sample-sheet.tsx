'use client'

import { ChevronLeft, ChevronRight, Copy } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { notify } from '#components/ui/notify.ts'
import { showClock } from '#lib/core/number-format.ts'
import { HIDDEN } from '#lib/runs/hidden.ts'
import type { SampleView } from '#lib/runs/sample.ts'
import { RunSheet } from '../parts.tsx'
import { asCurl } from './as-curl.ts'
import { Exchange } from './exchange.tsx'
import css from './samples.module.css'
import type { Samples } from './use-samples.ts'

interface Props extends Samples {
  /** What they are samples of, e.g. `http-5xx, Pay for order`. */
  subject: string
  /** Said where nothing was kept. */
  nothing: string
}

/** One of several samples, with a way to the others. Give it a key, so that another subject begins with its first. */
export function SampleSheet({ samples, hasMore, isPending, problem, subject, nothing }: Props): ReactElement {
  const [chosen, setChosen] = useState(0)
  const at = Math.min(chosen, Math.max(0, samples.length - 1))
  const sample = samples[at]
  const count = hasMore ? `the newest ${samples.length}` : String(samples.length)
  return (
    <RunSheet
      title={sample ? `Sample ${at + 1} of ${count}` : 'Samples'}
      meta={sample ? `${subject}, ${timeOf(sample)}` : subject}
      className={css.sheet ?? ''}
      tools={
        sample ? (
          <span className={css.tools}>
            <CopyCurl sample={sample} />
            <IconButton label="Previous sample" disabled={at === 0} onClick={() => setChosen(at - 1)}>
              <ChevronLeft aria-hidden />
            </IconButton>
            <IconButton label="Next sample" disabled={at >= samples.length - 1} onClick={() => setChosen(at + 1)}>
              <ChevronRight aria-hidden />
            </IconButton>
          </span>
        ) : null
      }
    >
      {sample ? (
        <Exchange sample={sample} />
      ) : (
        <p className={css.nothing}>{problem ?? (isPending ? 'Reading what was kept.' : nothing)}</p>
      )}
    </RunSheet>
  )
}

export function CopyCurl({ sample }: { sample: SampleView }): ReactElement | null {
  const command = asCurl(sample)
  if (!command) return null
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(command)
      const missing = command.includes(HIDDEN) ? { description: `Fill in what is hidden: ${HIDDEN}` } : {}
      notify('Copied as curl', missing)
    } catch {
      notify('The browser did not let it be copied.', {}, 'error')
    }
  }
  return (
    <IconButton label="Copy as curl" onClick={() => void copy()}>
      <Copy aria-hidden />
    </IconButton>
  )
}

/** Since the start of the run, to the millisecond. */
export function timeOf({ atMs }: SampleView): string {
  return `${showClock(Math.floor(atMs / 1000))}.${String(atMs % 1000).padStart(3, '0')}`
}
