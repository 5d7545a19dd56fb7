import { accessProcedures } from '#lib/access/procedures.ts'
import { analysisProcedures } from '#lib/analysis/procedures.ts'
import { fileProcedures } from '#lib/plans/file-procedures.ts'
import { planProcedures } from '#lib/plans/procedures.ts'
import { templateProcedures } from '#lib/plans/template-procedures.ts'
import { jobProcedures } from '#lib/runs/bench-procedures.ts'
import { runProcedures, workerProcedures } from '#lib/runs/procedures.ts'
import { tryProcedures } from '#lib/runs/try-procedures.ts'
import { verdictProcedures } from '#lib/verdicts/procedures.ts'
import { setupProcedure } from './setup.ts'

/** All procedures; the keys are the names in the typed client (`api.plans.get`), the REST paths stand at each procedure. */
export const router = {
  ...accessProcedures,
  setUp: setupProcedure,
  plans: planProcedures,
  files: fileProcedures,
  templates: templateProcedures,
  runs: { ...runProcedures, ...verdictProcedures, ...analysisProcedures },
  workers: workerProcedures,
  jobs: jobProcedures,
  tries: tryProcedures,
}

export type ApiRouter = typeof router
