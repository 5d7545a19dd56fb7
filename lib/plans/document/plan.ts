// The plan as a person writes it. Structure is strict, leaves are strings as typed: a half-typed plan is a valid draft.

import type { z } from 'zod'
import { alertsSchema, drillsSchema } from './alert.ts'
import { clientSchema, scalingSchema } from './capacity.ts'
import { checklistsSchema, linkSchema, risksSchema, scheduleSchema, strategySchema } from './conduct.ts'
import { environmentsSchema } from './environment.ts'
import { headerShape, modulesSchema } from './header.ts'
import { plainList, section, textRecord } from './leaf.ts'
import { monitorsSchema } from './monitor.ts'
import { authSchema, flowsSchema, onceStepsSchema, operationsSchema } from './operation.ts'
import { scenariosSchema } from './scenario.ts'
import { acceptanceListSchema, availabilitySchema, resourcesSchema, slasSchema } from './sla.ts'
import { testDataSchema } from './test-data.ts'

/** The order of the keys is the order of the exported document. */
export const planDraftSchema = section({
  ...headerShape,
  environments: environmentsSchema.optional(),
  modules: modulesSchema.optional(),
  client: clientSchema.optional(),
  scaling: scalingSchema.optional(),
  testData: testDataSchema.optional(),
  operations: operationsSchema.optional(),
  flows: flowsSchema.optional(),
  setup: onceStepsSchema.optional(),
  teardown: onceStepsSchema.optional(),
  auth: authSchema.optional(),
  slas: slasSchema.optional(),
  availability: availabilitySchema.optional(),
  resources: resourcesSchema.optional(),
  acceptance: acceptanceListSchema.optional(),
  strategy: strategySchema.optional(),
  scenarios: scenariosSchema.optional(),
  monitors: monitorsSchema.optional(),
  alerts: alertsSchema.optional(),
  drills: drillsSchema.optional(),
  checklists: checklistsSchema.optional(),
  schedule: scheduleSchema.optional(),
  risks: risksSchema.optional(),
  links: plainList(linkSchema).optional(),
  notes: textRecord.optional(),
})

export type PlanDraft = z.infer<typeof planDraftSchema>

export type EnvironmentDraft = NonNullable<PlanDraft['environments']>[number]
export type OperationDraft = NonNullable<PlanDraft['operations']>[number]
export type FlowDraft = NonNullable<PlanDraft['flows']>[number]
export type SlaDraft = NonNullable<PlanDraft['slas']>[number]
export type ScenarioDraft = NonNullable<PlanDraft['scenarios']>[number]
export type LoadDraft = NonNullable<ScenarioDraft['load']>
