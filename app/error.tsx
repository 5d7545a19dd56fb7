'use client'

import { CircleAlert, RotateCcw } from 'lucide-react'
import type { ReactElement } from 'react'
import { Main } from '#components/layout/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}): ReactElement {
  return (
    <Main className="max-w-[640px] pt-16">
      <EmptyState
        level={1}
        icon={<CircleAlert aria-hidden className="size-7" strokeWidth={1.5} />}
        title="This page could not be read"
        action={
          <Button onClick={reset}>
            <RotateCcw aria-hidden />
            Try again
          </Button>
        }
        foot={error.digest ? <code>{error.digest}</code> : undefined}
      >
        The server did not answer as it should. Nothing that was saved is lost, and a run that is live goes on. Most
        often the database was away for a moment.
      </EmptyState>
    </Main>
  )
}
