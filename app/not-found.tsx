import type { ReactElement } from 'react'
import { LonePage } from '#components/layout/lone-page.tsx'
import { NothingHere } from '#components/layout/lost-page.tsx'

export const metadata = { title: 'Not found' }

export default function NotFound(): ReactElement {
  return (
    <LonePage>
      <NothingHere />
    </LonePage>
  )
}
