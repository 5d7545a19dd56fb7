// The data files a plan names, from beside it into its project: only those the project does not keep as they are.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { AppError, messageOf } from '#lib/core/errors.ts'
import type { DatasetFileView } from '#lib/plans/dataset-file.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { listAll, type Named } from './named.ts'
import type { ServerApi } from './server-api.ts'

/** The names of those that were uploaded. Throws `invalid_input` for one that is not there, or lies outside of the folder of the plan. */
export async function pushFiles(api: ServerApi, { id }: Named, draft: PlanDraft, planFile: string): Promise<string[]> {
  const named = new Set((draft.testData?.datasets ?? []).flatMap(({ file }) => file?.trim() || []))
  if (named.size === 0) return []
  const path = `/projects/${id}/files`
  const kept = new Map((await listAll<DatasetFileView>(api, path)).map(({ name, sha256 }) => [name, sha256]))
  const uploaded: string[] = []
  const files = [...named].map((name) => [name, besidePlan(planFile, name)] as const)
  for (const [name, file] of files) {
    const content = await readFile(file).catch((error: unknown) => {
      throw new AppError(
        'invalid_input',
        `${name}, which the plan takes data from, cannot be read: ${messageOf(error)}`,
      )
    })
    if (kept.get(name) === createHash('sha256').update(content).digest('hex')) continue
    await api.upload(`${path}?name=${encodeURIComponent(name)}`, content)
    uploaded.push(name)
  }
  return uploaded
}

/** A plan may come from somebody else, and what it names is sent away. */
function besidePlan(planFile: string, name: string): string {
  const folder = dirname(resolve(planFile))
  const file = resolve(folder, name)
  const way = relative(folder, file)
  if (!isAbsolute(way) && !/^\.\.(?:[/\\]|$)/.test(way)) return file
  throw new AppError(
    'invalid_input',
    `${name} lies outside of the folder of the plan, so it is not uploaded. Put it beside the plan, e.g. file: users.csv`,
  )
}
