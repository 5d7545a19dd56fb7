import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { PROJECT_COOKIE } from '#components/layout/project-cookie.ts'
import type { Ctx } from '#lib/access/actor.ts'
import { getMe, isSetupNeeded } from '#lib/access/queries/actor.ts'
import { listProjects } from '#lib/access/queries/project.ts'
import type { Me, Project } from '#lib/access/schema.ts'
import { contextOf } from '#lib/api/context.ts'
import { isAppError } from '#lib/core/errors.ts'

/** Who asks for this page; one answer per request. Sends to /setup while there is no account, else to /login. */
export const pageContext = cache(async (): Promise<Ctx> => {
  const { actor, db, now } = await contextOf(await headers())
  if (!actor) redirect((await isSetupNeeded(db)) ? '/setup' : '/login')
  return { actor, db, now }
})

export interface Workplace {
  ctx: Ctx
  me: Me
  projects: Project[]
  /** The one chosen in the top bar, else the newest; null while there is none. */
  project: Project | null
}

export const workplace = cache(async (): Promise<Workplace> => {
  const ctx = await pageContext()
  const [me, { items: projects }, jar] = await Promise.all([getMe(ctx), listProjects(ctx, { limit: 200 }), cookies()])
  const chosen = jar.get(PROJECT_COOKIE)?.value
  return { ctx, me, projects, project: projects.find(({ id }) => id === chosen) ?? projects[0] ?? null }
})

/** The answer of a query, or the page that says that there is nothing here. */
export async function orNotFound<T>(query: Promise<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    if (isAppError(error) && (error.code === 'not_found' || error.code === 'invalid_input')) notFound()
    throw error
  }
}
