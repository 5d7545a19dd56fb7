'use client'

import { useRouter } from 'next/navigation'
import { type ReactElement, startTransition } from 'react'
import { LonePage } from '#components/layout/lone-page.tsx'
import { PageUnread } from '#components/layout/lost-page.tsx'

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

export default function LoneError({ error, reset }: Props): ReactElement {
  const router = useRouter()
  const retry = (): void =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <LonePage>
      <PageUnread reference={error.digest} onRetry={retry} />
    </LonePage>
  )
}
