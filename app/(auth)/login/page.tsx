import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactElement } from 'react'
import { LoginForm } from '#components/access/login-form.tsx'
import { safeNext } from '#components/access/sign-in.ts'
import { isSetupNeeded } from '#lib/access/queries/actor.ts'
import { contextOf } from '#lib/api/context.ts'

export const metadata = { title: 'Sign in' }

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string }>
}): Promise<ReactElement> {
  const [{ actor, db }, { next }] = await Promise.all([contextOf(await headers()), searchParams])
  if (actor) redirect(safeNext(next))
  if (await isSetupNeeded(db)) redirect('/setup')
  return <LoginForm next={next} />
}
