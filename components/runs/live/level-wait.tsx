'use client'

import { Hourglass } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { showClock } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import banner from '../follow/banner.module.css'
import { RunBanner } from '../follow/outcome-banner.tsx'

interface Props {
  view: RunView
  elapsedSeconds: number
  onContinue: () => Promise<unknown>
}

/** While a scalability run waits for the target to be scaled: what to do, and the button that lets it go on. */
export function LevelWait({ view, elapsedSeconds, onContinue }: Props): ReactElement | null {
  const { busy, problem, attempt } = useAttempt()
  const at = elapsedSeconds * 1000
  const wait = view.stages.find((one) => one.phase === 'wait' && at >= one.startMs && at < one.startMs + one.durationMs)
  if (!wait || view.run.state !== 'running') return null
  const next = view.stages.find((one) => one.startMs >= wait.startMs + wait.durationMs)
  const left = Math.max(0, (wait.startMs + wait.durationMs - at) / 1000)
  return (
    <RunBanner
      tone="inconclusive"
      icon={Hourglass}
      title={next?.level ? `Scale the target to ${next.level}, then continue` : 'Waiting for your word'}
      className={banner.gapAbove ?? ''}
      action={
        view.canControl ? (
          <Button kind="primary" busy={busy !== null} onClick={() => void attempt(onContinue)}>
            Continue
          </Button>
        ) : undefined
      }
    >
      {problem ?? `No load is sent meanwhile. The run goes on by itself in ${showClock(left)}.`}
    </RunBanner>
  )
}
