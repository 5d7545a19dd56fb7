import { accessProcedures } from '#lib/access/procedures.ts'

/** All procedures; the keys are the names in the typed client (`api.plans.get`), the REST paths stand at each procedure. */
export const router = {
  ...accessProcedures,
}

export type ApiRouter = typeof router
