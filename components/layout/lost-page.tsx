import { CircleAlert, RotateCcw, SearchX } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Main } from './page.tsx'

/** In place of a page that does not exist, or not for who asks. */
export function NothingHere(): ReactElement {
  return (
    <Main className="max-w-[640px] pt-16">
      <EmptyState
        level={1}
        icon={<SearchX aria-hidden className="size-7" strokeWidth={1.5} />}
        title="There is nothing here"
        action={
          <Button kind="primary" asChild>
            <Link href="/">Go to the overview</Link>
          </Button>
        }
      >
        It may have been deleted, the address may be mistyped, or it belongs to a project that you are not a member of.
      </EmptyState>
    </Main>
  )
}

interface UnreadProps {
  /** What the log of the server calls this failure. */
  reference: string | undefined
  onRetry: () => void
}

/** In place of a page whose data could not be read. */
export function PageUnread({ reference, onRetry }: UnreadProps): ReactElement {
  return (
    <Main className="max-w-[640px] pt-16">
      <EmptyState
        level={1}
        icon={<CircleAlert aria-hidden className="size-7" strokeWidth={1.5} />}
        title="This page could not be read"
        action={
          <Button kind="primary" onClick={onRetry}>
            <RotateCcw aria-hidden />
            Try again
          </Button>
        }
        foot={
          reference ? (
            <>
              In the log of the server this is <code>{reference}</code>
            </>
          ) : undefined
        }
      >
        The server did not answer as it should. Nothing that was saved is lost, and a run that is live goes on. Most
        often the database was away for a moment.
      </EmptyState>
    </Main>
  )
}
