import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactElement } from 'react'
import { SetupForm } from '#components/access/setup-form.tsx'
import { isSetupNeeded } from '#lib/access/queries/actor.ts'
import { contextOf } from '#lib/api/context.ts'

export const metadata = { title: 'Set up' }

export default async function SetupPage(): Promise<ReactElement> {
  const { db } = await contextOf(await headers())
  if (!(await isSetupNeeded(db))) redirect('/login')
  return <SetupForm />
}
