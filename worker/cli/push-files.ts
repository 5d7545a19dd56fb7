// The data files a plan names, from beside it into its project: only those the project does not keep as they are.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AppError, messageOf } from '#lib/core/errors.ts'
import type { DatasetFileView } from '#lib/plans/dataset-file.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { listAll, type Named } from './named.ts'
import type { ServerApi } from './server-api.ts'

/** The names of those that were uploaded. Throws `invalid_input` for one that is not there. */
export async function pushFiles(api: ServerApi, { id }: Named, draft: PlanDraft, planFile: string): Promise<string[]> {
  const named = new Set((draft.testData?.datasets ?? []).flatMap(({ file }) => file?.trim() || []))
  if (named.size === 0) return []
  const path = `/projects/${id}/files`
  const kept = new Map((await listAll<DatasetFileView>(api, path)).map(({ name, sha256 }) => [name, sha256]))
  const uploaded: string[] = []
  for (const name of named) {
    const content = await readFile(resolve(dirname(planFile), name)).catch((error: unknown) => {
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
