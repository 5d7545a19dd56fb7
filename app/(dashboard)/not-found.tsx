import type { ReactElement } from 'react'
import { NothingHere } from '#components/layout/lost-page.tsx'

export const metadata = { title: 'Not found' }

export default function NotFound(): ReactElement {
  return <NothingHere />
}
