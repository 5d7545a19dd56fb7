import { SearchX } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { Main } from '#components/layout/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export const metadata = { title: 'Not found' }

export default function NotFound(): ReactElement {
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
