'use client'

import { useRouter } from 'next/navigation'
import { type ReactElement, startTransition } from 'react'
import { PageUnread } from '#components/layout/lost-page.tsx'

interface Props {
  error: Error & { digest?: string }
  reset: () => void
}

export default function PageError({ error, reset }: Props): ReactElement {
  const router = useRouter()
  // The page failed on the server: without asking it again nothing would change.
  const retry = (): void =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return <PageUnread reference={error.digest} onRetry={retry} />
}
