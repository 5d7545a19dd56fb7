// The whole plan as a document, in the order of the test plans it replaces.

import { parsePercent } from '#lib/core/units.ts'
import type { PlanDraft } from '../document/plan.ts'
import { documentText } from '../document-text.ts'
import { downtimeBudget } from '../downtime.ts'
import { gapBetween } from '../gap.ts'
import { riskLevel } from '../risk.ts'
import { type Block, fields, heading, list, named, paragraph, part, table } from './block.ts'
import { environmentBlocks } from './environment-blocks.ts'
import { objectiveBlocks } from './objective-blocks.ts'
import { scenarioBlocks } from './scenario-blocks.ts'

export function planBlocks(draft: PlanDraft): Block[] {
  return [
    heading(1, `Performance test plan: ${draft.name || 'untitled'}`),
    ...overview(draft),
    ...part(2, 'Performance requirements', objectiveBlocks(draft), availability(draft), resources(draft), cost(draft)),
    ...part(2, 'Test environment', environmentBlocks(draft), testData(draft)),
    ...part(2, 'What is sent', operations(draft)),
    ...part(2, 'Strategy', strategy(draft)),
    ...part(2, 'Test scenarios', ...(draft.scenarios ?? []).map((scenario, index) => scenarioBlocks(scenario, index))),
    ...part(2, 'Monitoring', monitoring(draft)),
    ...part(2, 'Test execution', execution(draft)),
    ...part(2, 'Risks', risks(draft)),
    ...part(2, 'Notes', ...Object.entries(draft.notes ?? {}).map(([name, text]) => note(name, text))),
    ...part(2, 'Appendix', appendix(draft)),
  ]
}

function overview(draft: PlanDraft): Block[] {
  const { ticket } = draft
  return part(
    2,
    'Overview',
    fields([
      ['Version', draft.version],
      ['Test date', draft.testDate],
      ['Test engineer', draft.engineer],
      ['Systems under test', draft.systems],
      ['Ticket', [ticket?.id, ticket?.priority, ticket?.effort].filter((word) => word !== undefined)],
      ['Next review', draft.nextReview],
    ]),
    part(3, 'Summary', paragraph(draft.summary)),
    fields([
      ['Baseline', draft.baseline],
      ['Target', draft.target],
      ['Critical metrics', draft.criticalMetrics],
    ]),
    part(3, 'Objectives', list(draft.objectives)),
    part(3, 'Goals', list(draft.goals)),
    part(
      3,
      'Current and target',
      table(draft.metrics, [
        ['Metric', ({ key, label }) => label || key],
        ['Current', ({ current, typed }) => (current && typed ? `${current} (typed)` : current)],
        ['Target', ({ target }) => target],
        ['Gap', ({ current, target }) => gapBetween(current ?? '', target ?? '') ?? ''],
      ]),
    ),
    part(
      3,
      'Modules',
      table(draft.modules, [
        ['Module', ({ key, name }) => name || key],
        ['Operations', ({ operations: keys }) => keys],
        ['Monitors', ({ monitors }) => monitors],
      ]),
    ),
  )
}

function availability({ availability: one }: PlanDraft): Block[] {
  if (!one) return []
  const uptime = parsePercent(one.uptime ?? '')
  const budget = uptime.ok ? (downtimeBudget(uptime.value) ?? []) : []
  const inMonth = budget.find(({ per }) => per === 'month')
  return part(
    3,
    'Availability',
    fields([
      ['Uptime', one.uptime],
      ['Down at most', inMonth ? `${Math.round(inMonth.ms / 1000 / 6) / 10} minutes a month` : undefined],
      ['Back within (RTO)', one.rto],
      ['Data lost at most (RPO)', one.rpo],
      ['Probe', one.probe],
      ['Asked every', one.interval],
      ['Up means', one.success],
    ]),
  )
}

function resources(draft: PlanDraft): Block[] {
  return part(
    3,
    'Resources',
    table(draft.resources, [
      ['Resource', ({ metric }) => metric],
      ['Normal', ({ normal }) => normal],
      ['Peak', ({ peak }) => peak],
      ['Alert', ({ alert }) => alert],
      ['Critical', ({ critical }) => critical],
    ]),
  )
}

const cost = ({ cost: one }: PlanDraft): Block[] =>
  part(
    3,
    'Cost',
    fields([
      ['Budget', one?.budget],
      ['Expected', one?.expected],
    ]),
  )

function testData({ testData: data }: PlanDraft): Block[] {
  const accounts = Object.entries(data?.accounts?.distribution ?? {}).map(([name, share]) => `${name} ${share}`)
  return part(
    3,
    'Test data',
    fields([
      ['Accounts', data?.accounts?.count],
      ['Kinds of accounts', accounts],
      ['Preloaded records', data?.preload?.records],
      ['Distribution', data?.preload?.distribution],
      ['Indexing', data?.preload?.indexing],
    ]),
    table(data?.payloads, [
      ['Payload class', ({ key }) => key],
      ['Size', ({ size }) => size],
      ['Count', ({ count }) => count],
    ]),
    table(data?.datasets, [
      ['Data set', ({ key }) => key],
      ['File', ({ file }) => file],
      ['Columns', ({ columns }) => columns],
      ['Generated', ({ generate }) => Object.entries(generate ?? {}).map(([name, value]) => `${name} ${value}`)],
      ['Taken', ({ pick }) => pick],
    ]),
  )
}

function operations(draft: PlanDraft): Block[] {
  const one = (operation: NonNullable<PlanDraft['operations']>[number]): Block[] => {
    const { key, name, request: { method, path, ...request } = {}, ...rest } = operation
    const more = documentText({ ...(Object.keys(request).length > 0 ? { request } : {}), ...rest })
    return [
      heading(4, name && name !== key ? `${name} (${key})` : key),
      ...(path
        ? [{ kind: 'code' as const, text: [`${method || 'GET'} ${path}`, more].filter(Boolean).join('\n') }]
        : []),
      ...(!path && more ? [{ kind: 'code' as const, text: more }] : []),
    ]
  }
  const written = (value: unknown): Block[] =>
    value === undefined ? [] : [{ kind: 'code', text: documentText(value) }]
  return [
    ...part(3, 'Operations', ...(draft.operations ?? []).map(one)),
    ...part(3, 'Flows', written(draft.flows?.length ? draft.flows : undefined)),
    ...part(3, 'Set-up', written(draft.setup)),
    ...part(3, 'Teardown', written(draft.teardown)),
    ...part(3, 'Sign-in', written(draft.auth)),
  ]
}

const strategy = (draft: PlanDraft): Block[] =>
  table(draft.strategy, [
    ['Type', ({ type }) => type],
    ['Purpose', ({ purpose }) => purpose],
    ['Duration', ({ duration }) => duration],
    ['Pattern', ({ pattern }) => pattern],
    ['Holds when', ({ success }) => success],
    ['How often', ({ cadence }) => cadence],
  ])

function monitoring(draft: PlanDraft): Block[] {
  const metrics = (draft.monitors ?? []).flatMap((monitor) => [
    ...heading4(monitor.name || monitor.key),
    ...fields([
      ['Kind', monitor.kind],
      ['Tool', monitor.tool],
      ['Address', monitor.url],
      ['Read every', monitor.interval],
      ['Headers', Object.entries(monitor.headers ?? {}).map(([name, value]) => `${name}: ${value}`)],
    ]),
    ...table(monitor.metrics, [
      ['Metric', ({ key, label }) => (label ? `${label} (${key})` : key)],
      ['Role', ({ role }) => role],
      ['Type', ({ type }) => type],
      ['Unit', ({ unit }) => unit],
      ['Taken as', ({ take }) => take],
      ['Labels', ({ labels }) => labels],
      ['Buckets', ({ buckets }) => buckets],
      ['Alert at', ({ alert }) => alert],
      ['Counts', ({ counts }) => counts],
      ['Ends as', ({ balance }) => balance],
    ]),
  ])
  const alerts = table(draft.alerts, [
    ['Alert', ({ key, name }) => name || key],
    ['When', ({ when }) => when?.join(' or ')],
    ['Severity', ({ severity }) => severity],
    ['Told to', ({ notify }) => notify],
    ['What to do', ({ procedure }) => procedure],
  ])
  const drills = (draft.drills ?? []).flatMap((drill) => [
    ...heading4(drill.name || drill.key),
    ...paragraph(drill.description),
    ...fields([
      ['While', drill.scenario],
      ['At', drill.at],
      ['For', drill.for],
      ['Put in', doneBy(drill.inject)],
      ['Put back', doneBy(drill.revert)],
    ]),
    ...named('Expected', list([...(drill.expect ?? []), ...(drill.evidence ?? [])], true)),
    ...named('Recovery', list(drill.recovery)),
  ])
  return [...part(3, 'Monitors', metrics), ...part(3, 'Alerts', alerts), ...part(3, 'Drills', drills)]
}

/** By an operation, by a person, or both. */
const doneBy = (one: { operation?: string | undefined; manual?: string | undefined } | undefined): string[] =>
  [one?.operation, one?.manual].filter((word) => word !== undefined)

const heading4 = (text: string): Block[] => [heading(4, text)]

function execution({ checklists, schedule }: PlanDraft): Block[] {
  const items = (one: { text?: string | undefined; gate?: boolean | undefined }[] | undefined): string[] =>
    (one ?? []).map(({ text = '', gate }) => (gate ? `${text} (gate)` : text))
  return [
    ...part(3, 'Before a run', list(items(checklists?.before), true)),
    ...part(3, 'During a run', list(items(checklists?.during), true)),
    ...part(3, 'After a run', list(items(checklists?.after), true)),
    ...part(
      3,
      'Schedule',
      table(schedule, [
        ['Scenario', ({ scenario }) => scenario],
        ['Where', ({ environment }) => environment],
        ['By the clock', ({ cron }) => cron],
        ['Time zone', ({ cron, timezone }) => (cron ? timezone : undefined)],
        ['How often', ({ cadence }) => cadence],
      ]),
    ),
  ]
}

const risks = (draft: PlanDraft): Block[] =>
  table(draft.risks, [
    ['Risk', ({ risk }) => risk],
    ['Probability', ({ probability }) => probability],
    ['Impact', ({ impact }) => impact],
    ['Severity', (risk) => riskLevel(risk) ?? ''],
    ['Mitigation', ({ mitigation }) => mitigation],
  ])

const note = (name: string, text: string): Block[] => part(3, name, text.trim() ? [{ kind: 'markdown', text }] : [])

function appendix({ links, contacts }: PlanDraft): Block[] {
  return [
    ...part(
      3,
      'Links',
      table(links, [
        ['What it shows', ({ label }) => label],
        ['Address', ({ url }) => url],
      ]),
    ),
    ...part(
      3,
      'Contacts',
      table(contacts, [
        ['Role', ({ role }) => role],
        ['Name', ({ name }) => name],
        ['Address', ({ email }) => email],
      ]),
    ),
  ]
}
