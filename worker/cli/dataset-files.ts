// The data sets of a plan that are files: found beside the plan's file. All generator threads share the memory they are read into.

import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AppError, messageOf } from '#lib/core/errors.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'

/** By key; a file that is not there is left out, as the scenario may not need it. Throws `invalid_input` on one that cannot be read. */
export async function readDatasetFiles(plan: CompiledPlan, planFile: string): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {}
  for (const { key, source } of plan.datasets) {
    if (source.kind !== 'file') continue
    const content = await readShared(resolve(dirname(planFile), source.file))
    if (content) files[key] = content
  }
  return files
}

async function readShared(file: string): Promise<Uint8Array | null> {
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new AppError('invalid_input', `${file} cannot be read: ${messageOf(error)}`)
  })
  if (!content) return null
  const shared = new Uint8Array(new SharedArrayBuffer(content.length))
  shared.set(content)
  return shared
}
