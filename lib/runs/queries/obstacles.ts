// What stands in the way of a run although its plan is in order: load that was stopped for all, too many runs, secrets without a value, files that
// are not uploaded.

import { listMissingSecrets } from '#lib/access/queries/secret.ts'
import { getEnv } from '#lib/core/env.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { listMissingFiles } from '#lib/plans/queries/dataset-file.ts'
import { blockedText } from '../load-block.ts'
import { chooseParts, type Problem } from '../preflight.ts'
import { findLoadBlock } from './load-block.ts'
import { findRunCap } from './run-cap.ts'

/** Authorize before calling. */
export async function listObstacles(
  tx: Tx,
  projectId: string,
  plan: CompiledPlan,
  input: { scenario: string; environment?: string | undefined },
): Promise<Problem[]> {
  const { environment } = chooseParts(plan, input)
  const block = await findLoadBlock(tx)
  const stopped = block ? [{ code: 'load-blocked', message: blockedText(block) }] : []
  const tooMany = await findRunCap(tx, getEnv().HEADROOM_MAX_RUNS)
  const blocked = [...stopped, ...(tooMany ? [tooMany] : [])]
  const absent = (await listMissingFiles(tx, projectId, plan)).map(({ key, source }) => notUploaded(key, source.file))
  if (!environment) return [...blocked, ...absent]
  const missing = await listMissingSecrets(tx, { projectId, environment: environment.key, names: environment.secrets })
  return [...blocked, ...absent, ...missing.map((name) => withoutValue(environment.key, name))]
}

function withoutValue(environment: string, name: string): Problem {
  const message = `The secret ${name} of the environment ${environment} has no value. Give it one under Settings, Secrets.`
  return { code: 'secret-without-value', message }
}

function notUploaded(dataset: string, file: string): Problem {
  const message = `The file ${file} of the data set ${dataset} is not uploaded. Upload it under Test data of the plan.`
  return { code: 'file-not-uploaded', message }
}
