// The sections of a plan, in the order of the page, and how far each is filled in. Which sections a plan needs is for its author:
// an empty one counts as "not begun", not as a fault.

import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { isDate } from './plan-date.ts'

export interface OutlineEntry {
  id: string
  title: string
  group: string
  /** 0 – 1 */
  share: number
  count: number | null
  /** How many of the fields that belong to it are still empty. */
  missing: number
  /** Whether a plan without it would be no plan. */
  isCore: boolean
}

interface Rule {
  id: string
  title: string
  isCore?: boolean
  /** The fields that belong to it, as they are filled in: one list for each item. */
  wanted: (draft: PlanDraft) => readonly (readonly unknown[])[]
}

type Item = Record<string, unknown>

const isFilled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value))

/** Fields of every item of a list. */
const each =
  (name: keyof PlanDraft, ...fields: string[]) =>
  (draft: PlanDraft): unknown[][] =>
    ((draft[name] ?? []) as unknown as Item[]).map((item) => fields.map((field) => item[field]))

/** Fields of a part that is there once; nothing while it is not begun. */
const once =
  (name: keyof PlanDraft, ...fields: string[]) =>
  (draft: PlanDraft): unknown[][] => {
    const part = draft[name] as Item | undefined
    return part ? [fields.map((field) => part[field])] : []
  }

const scenarioFields = ({ load, mix, criteria, objective }: NonNullable<PlanDraft['scenarios']>[number]): unknown[] => [
  load && (load.users || load.rate || load.stages?.length),
  mix,
  criteria,
  objective,
]

const shareOf = (fields: readonly unknown[]): number =>
  fields.length === 0 ? 1 : fields.filter(isFilled).length / fields.length

export const scenarioShare = (scenario: NonNullable<PlanDraft['scenarios']>[number]): number =>
  shareOf(scenarioFields(scenario))

const written =
  (name: keyof PlanDraft) =>
  (draft: PlanDraft): unknown[][] =>
    isFilled(draft[name]) ? [[true]] : []

const GROUPS: readonly { group: string; rules: readonly Rule[] }[] = [
  {
    group: 'What and why',
    rules: [
      {
        id: 'summary',
        title: 'Summary',
        isCore: true,
        wanted: ({ name, summary, systems, version, baseline, target, testDate, nextReview }) => [
          [name, summary, systems, version, baseline, target],
          ...[testDate, nextReview].flatMap((date) => (date && !isDate(date) ? [[null]] : [])),
        ],
      },
      { id: 'metrics', title: 'Current and target', wanted: each('metrics', 'label', 'current', 'target') },
      { id: 'cost', title: 'Cost', wanted: once('cost', 'budget', 'expected') },
      { id: 'contacts', title: 'Contacts', wanted: each('contacts', 'role', 'email') },
    ],
  },
  {
    group: 'Where',
    rules: [
      { id: 'environments', title: 'Environments', isCore: true, wanted: each('environments', 'name', 'baseUrl') },
      { id: 'modules', title: 'Modules', wanted: each('modules', 'name', 'operations') },
      { id: 'client', title: 'Client', wanted: once('client', 'connections', 'connectTimeout', 'requestTimeout') },
      {
        id: 'scaling',
        title: 'Scaling',
        wanted: ({ scaling }) =>
          scaling
            ? [
                [scaling.policy?.min, scaling.policy?.max, scaling.policy?.target],
                ...(scaling.expected ?? []).map(({ load, units, time }) => [load, units, time]),
              ]
            : [],
      },
    ],
  },
  {
    group: 'What is sent',
    rules: [
      { id: 'testData', title: 'Test data', wanted: written('testData') },
      {
        id: 'operations',
        title: 'Operations',
        isCore: true,
        wanted: ({ operations = [] }) => operations.map(({ name, request, checks }) => [name, request?.path, checks]),
      },
      { id: 'flows', title: 'Flows', wanted: each('flows', 'steps') },
      { id: 'setup', title: 'Set-up', wanted: written('setup') },
      { id: 'teardown', title: 'Teardown', wanted: written('teardown') },
      { id: 'auth', title: 'Sign-in', wanted: written('auth') },
    ],
  },
  {
    group: 'What is asked',
    rules: [
      { id: 'slas', title: 'Objectives', isCore: true, wanted: each('slas', 'metric', 'target', 'limit') },
      { id: 'availability', title: 'Availability', wanted: once('availability', 'uptime', 'interval', 'probe') },
      {
        id: 'resources',
        title: 'Resources',
        wanted: each('resources', 'metric', 'normal', 'peak', 'alert', 'critical'),
      },
      { id: 'acceptance', title: 'Acceptance', wanted: each('acceptance', 'requirement', 'judge', 'scenario') },
    ],
  },
  {
    group: 'How it is tested',
    rules: [
      { id: 'strategy', title: 'Strategy', wanted: each('strategy', 'type', 'purpose', 'duration', 'cadence') },
      {
        id: 'scenarios',
        title: 'Scenarios',
        isCore: true,
        wanted: ({ scenarios = [] }) => scenarios.map(scenarioFields),
      },
      {
        id: 'schedule',
        title: 'Schedule',
        wanted: ({ schedule = [] }) => schedule.map(({ scenario, cron, cadence }) => [scenario, cron || cadence]),
      },
    ],
  },
  {
    group: 'What is watched',
    rules: [
      { id: 'monitors', title: 'Monitors', wanted: each('monitors', 'kind', 'metrics') },
      { id: 'alerts', title: 'Alerts', wanted: each('alerts', 'when', 'severity', 'notify', 'procedure') },
      {
        id: 'drills',
        title: 'Drills',
        wanted: ({ drills = [] }) =>
          drills.map(({ name, scenario, inject, expect, recovery }) => [
            name,
            scenario,
            inject?.operation || inject?.manual,
            expect,
            recovery,
          ]),
      },
    ],
  },
  {
    group: 'Who does what',
    rules: [
      {
        id: 'checklists',
        title: 'Checklists',
        wanted: ({ checklists = {} }) =>
          [checklists.before, checklists.during, checklists.after].flatMap((list = []) =>
            list.map(({ text }) => [text]),
          ),
      },
      { id: 'risks', title: 'Risks', wanted: each('risks', 'risk', 'probability', 'impact', 'mitigation') },
      { id: 'links', title: 'Links', wanted: each('links', 'label', 'url') },
      {
        id: 'notes',
        title: 'Notes',
        wanted: ({ notes = {} }) => Object.values(notes).map((text) => [text]),
      },
    ],
  },
]

/** Lists are told by how many they hold. */
function countOf(draft: PlanDraft, { id, isCore }: Rule): number | null {
  const value = draft[id as keyof PlanDraft]
  if (Array.isArray(value)) return value.length
  return isCore && id !== 'summary' ? 0 : null
}

export function outlineOf(draft: PlanDraft): OutlineEntry[] {
  return GROUPS.flatMap(({ group, rules }) =>
    rules.map((rule) => {
      const items = rule.wanted(draft)
      const share = items.length === 0 ? 0 : items.reduce((sum, fields) => sum + shareOf(fields), 0) / items.length
      const missing = items.flat().filter((value) => !isFilled(value)).length
      return {
        id: rule.id,
        title: rule.title,
        group,
        share,
        missing,
        count: countOf(draft, rule),
        isCore: rule.isCore === true,
      }
    }),
  )
}

export const titleOf = (id: string): string =>
  GROUPS.flatMap(({ rules }) => rules).find((rule) => rule.id === id)?.title ?? id

/** How far the plan is filled in, 0 – 1: what every plan needs, and whatever else was begun. */
export function completeness(entries: readonly OutlineEntry[]): number {
  const counted = entries.filter(({ isCore, share, missing }) => isCore || share > 0 || missing > 0)
  return counted.reduce((sum, { share }) => sum + share, 0) / counted.length
}
