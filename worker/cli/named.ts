// Projects and plans of a server by the names people know them by, or by their ids.

import { AppError } from '#lib/core/errors.ts'
import type { ServerApi } from './server-api.ts'

export interface Named {
  id: string
  name: string
}

type Reader = Pick<ServerApi, 'get'>

const isId = (wanted: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(wanted)

/** The project asked for, or the only one the token may enter. Throws `not_found`, naming what there is. */
export async function findProject(api: Reader, wanted: string | undefined): Promise<Named> {
  const projects = await listAll(api, '/projects')
  if (wanted !== undefined) return theOnly('project', projects, wanted)
  const [project, ...others] = projects
  if (project && others.length === 0) return project
  const why = project ? 'Name the project with --project' : 'The token may enter no project'
  throw new AppError('invalid_input', `${why}. There are: ${listOf(projects)}.`)
}

/** A plan by its id, or by its name in one of the projects the token may enter. Throws `not_found`, naming what there is. */
export async function findPlan(api: Reader, wanted: string): Promise<string> {
  if (isId(wanted)) return wanted
  const plans: Named[] = []
  for (const project of await listAll(api, '/projects')) plans.push(...(await listPlans(api, project)))
  return theOnly('plan', plans, wanted).id
}

export const listPlans = (api: Reader, { id }: Pick<Named, 'id'>): Promise<Named[]> =>
  listAll(api, `/projects/${id}/plans`)

function theOnly(kind: string, all: readonly Named[], wanted: string): Named {
  const found = all.filter(({ id, name }) => (isId(wanted) ? id === wanted : name === wanted))
  if (found.length === 1 && found[0]) return found[0]
  const why =
    found.length > 1
      ? `${found.length} ${kind}s have the name "${wanted}": give the id`
      : `There is no ${kind} "${wanted}". There are: ${listOf(all)}`
  throw new AppError('not_found', `${why}.`)
}

const listOf = (all: readonly Named[]): string => all.map(({ name }) => `"${name}"`).join(', ') || 'none'

export async function listAll<T = Named>(api: Reader, path: string): Promise<T[]> {
  const items: T[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: { items: T[]; nextCursor?: string } = await api.get(
      `${path}?limit=200${cursor ? `&cursor=${cursor}` : ''}`,
    )
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}
