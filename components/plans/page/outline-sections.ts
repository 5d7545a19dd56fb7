// The sections of a plan, how far each is filled in, and what is wrong in it. Which sections a plan needs is for its author:
// an empty one counts as "not begun", not as a fault.

import type { PlanDraft } from '#lib/plans/document/plan.ts'

export interface OutlineEntry {
  id: string
  title: string
  /** 0 – 1 */
  share: number
  count: number | null
}

const filled = (values: readonly unknown[]): number => {
  const done = values.filter((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value))).length
  return values.length === 0 ? 0 : done / values.length
}

const mean = (shares: readonly number[]): number =>
  shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length

export const scenarioShare = ({
  load,
  mix,
  criteria,
  objective,
}: NonNullable<PlanDraft['scenarios']>[number]): number =>
  filled([load && (load.users || load.rate || load.stages?.length), mix, criteria, objective])

/** The sections that have a form, in the order of the page. */
export function formedSections(draft: PlanDraft): OutlineEntry[] {
  const { environments = [], operations = [], slas = [], scenarios = [] } = draft
  return [
    {
      id: 'summary',
      title: 'Summary',
      share: filled([draft.name, draft.summary, draft.systems, draft.version, draft.baseline, draft.target]),
      count: null,
    },
    {
      id: 'environments',
      title: 'Environments',
      share: mean(environments.map(({ name, baseUrl }) => filled([name, baseUrl]))),
      count: environments.length,
    },
    {
      id: 'operations',
      title: 'Operations',
      share: mean(operations.map(({ name, request, checks }) => filled([name, request?.path, checks]))),
      count: operations.length,
    },
    {
      id: 'slas',
      title: 'Objectives',
      share: mean(slas.map(({ metric, target, limit }) => filled([metric, target, limit]))),
      count: slas.length,
    },
    { id: 'scenarios', title: 'Scenarios', share: mean(scenarios.map(scenarioShare)), count: scenarios.length },
  ]
}

const REST: Record<string, string> = {
  contacts: 'Contacts',
  metrics: 'Metrics',
  cost: 'Cost',
  modules: 'Modules',
  client: 'Client',
  scaling: 'Scaling',
  testData: 'Test data',
  flows: 'Flows',
  setup: 'Set-up',
  teardown: 'Teardown',
  auth: 'Sign-in',
  availability: 'Availability',
  resources: 'Resources',
  acceptance: 'Acceptance',
  strategy: 'Strategy',
  monitors: 'Monitors',
  alerts: 'Alerts',
  drills: 'Drills',
  checklists: 'Checklists',
  schedule: 'Schedule',
  risks: 'Risks',
  links: 'Links',
  notes: 'Notes',
}

/** The sections that are there and shown as they are written. */
export function writtenSections(draft: PlanDraft): OutlineEntry[] {
  return Object.entries(REST).flatMap(([id, title]) => {
    const value = draft[id as keyof PlanDraft]
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return []
    return [{ id, title, share: 1, count: Array.isArray(value) ? value.length : null }]
  })
}
