import { accessProcedures } from '#lib/access/procedures.ts'
import { analysisProcedures } from '#lib/analysis/procedures.ts'
import { cycleProcedures } from '#lib/cycles/procedures.ts'
import { runStartProcedures } from '#lib/cycles/run-procedures.ts'
import { decisionProcedures } from '#lib/decisions/procedures.ts'
import { cycleImprovementProcedures, findingProcedures, recommendationProcedures } from '#lib/improvement/procedures.ts'
import { monitorProcedures } from '#lib/monitors/procedures.ts'
import { fileProcedures } from '#lib/plans/file-procedures.ts'
import { planProcedures } from '#lib/plans/procedures.ts'
import { templateProcedures } from '#lib/plans/template-procedures.ts'
import { cycleViewProcedures } from '#lib/reports/procedures.ts'
import { jobProcedures } from '#lib/runs/bench-procedures.ts'
import { runProcedures, workerProcedures } from '#lib/runs/procedures.ts'
import { tryProcedures } from '#lib/runs/try-procedures.ts'
import { comparisonProcedures, trendProcedures } from '#lib/verdicts/comparison-procedures.ts'
import { verdictProcedures } from '#lib/verdicts/procedures.ts'
import { setupProcedure } from './setup.ts'

/** All procedures; the keys are the names in the typed client (`api.plans.get`), the REST paths stand at each procedure. */
export const router = {
  ...accessProcedures,
  setUp: setupProcedure,
  plans: planProcedures,
  files: fileProcedures,
  templates: templateProcedures,
  runs: {
    ...runProcedures,
    ...runStartProcedures,
    ...monitorProcedures,
    ...verdictProcedures,
    ...analysisProcedures,
    ...comparisonProcedures,
  },
  trends: trendProcedures,
  workers: workerProcedures,
  cycles: {
    ...cycleViewProcedures,
    ...cycleProcedures,
    ...decisionProcedures,
    ...cycleImprovementProcedures,
  },
  findings: findingProcedures,
  recommendations: recommendationProcedures,
  jobs: jobProcedures,
  tries: tryProcedures,
}

export type ApiRouter = typeof router
