// The documents the plans come from contradict themselves. Written as plans as they stand, every contradiction is found, by the rule and at
// the two places named here; corrected copies raise nothing.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { draftOf } from '../compile-fixture.ts'
import type { Finding } from '../finding.ts'
import { lintPlan } from './rules.ts'

const folder = new URL('./fixtures/', import.meta.url)
const names = readdirSync(folder).map((name) => name.replace(/\.yaml$/, ''))
const isCorrected = (name: string) => name.endsWith('.corrected')

function findingsIn(name: string): Finding[] {
  return lintPlan(draftOf(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'))).findings
}

type Found = [id: string, plan: string, rule: string, ...places: string[]]

/** What is missing in the numbers is about script text and belongs to the importers. */
const CONTRADICTIONS: Found[] = [
  ['LF01', '003', 'total-vs-rate', 'scenarios.sustained.expect.requests', 'scenarios.sustained.load'],
  ['LF02', '003', 'total-vs-rate', 'scenarios.spike.expect.requests', 'scenarios.spike.load'],
  ['LF03', '003', 'conflicting-slas', 'acceptance.latency', 'scenarios.peak.criteria.0'],
  ['LF04', '002', 'component-capacity', 'scenarios.peak.load', 'environments.local.components.0.maxRate'],
  ['LF05', '002', 'component-capacity', 'scenarios.stress.load', 'environments.local.components.0.maxConnections'],
  ['LF05', '002', 'component-capacity', 'scenarios.spike.load', 'environments.local.components.0.maxConnections'],
  ['LF05', '002', 'component-capacity', 'scenarios.peak.load', 'environments.local.components.0.maxConnections'],
  ['LF06', '002', 'share-sum', 'scenarios.baseline.expect.shares.facts', 'scenarios.baseline.mix'],
  ['LF06', '002', 'share-sum', 'scenarios.baseline.expect.shares.facts', 'scenarios.baseline.expect.shares.status'],
  ['LF08', '002', 'duration-mismatch', 'scenarios.spike.expect.duration', 'scenarios.spike.load'],
  ['LF09', '001', 'total-vs-rate', 'scenarios.campaigns.volume.transactions', 'scenarios.campaigns.criteria.0'],
  ['LF10', '001-scripts', 'unit-mismatch', 'scenarios.tracking.load.stages.normal.rate', 'scenarios.vegeta.load.rate'],
  ['LF12', '001', 'conflicting-slas', 'slas.create-module-p95', 'slas.create-p95'],
  ['LF13', '001', 'unmeasured-sla', 'slas.open-rate', 'scenarios.tracking.load'],
  ['LF15', '000-template', 'shared-placeholder', 'notes.issues', 'notes.recommendations'],
  ['LF15', '000-template', 'shared-placeholder', 'slas.peak-rate.sustained', 'scenarios.peak.load.hold'],
  ['LF15', '000-template', 'shared-placeholder', 'slas.peak-rate.peak', 'notes.results'],
  ['LF15', '000-template', 'shared-placeholder', 'scenarios.spike.load.spikes.users', 'notes.results'],
  ['LF15', '000-template', 'shared-placeholder', 'testData.preload.indexing', 'notes.tuning'],
  ['LF15', '004', 'shared-placeholder', 'risks.r1.impact', 'notes.quick-wins'],
  ['LF17', '000', 'hidden-percentile', 'operations.create-record.checks.1', 'scenarios.baseline.criteria.0'],
  ['LF17', '000', 'hidden-percentile', 'operations.read-record.checks.1', 'scenarios.baseline.criteria.0'],
  ['LF18', '001-scripts', 'hidden-percentile', 'operations.create-campaign.checks.1', 'slas.create-p99'],
  ['LF19', '001-scripts', 'hidden-percentile', 'operations.track-open.checks.0', 'slas.open-p95'],
  ['LF20', '001-scripts', 'hidden-percentile', 'operations.timeline.checks.0', 'slas.timeline-p95'],
  ['LF21', '002', 'hidden-percentile', 'operations.facts.checks.1', 'slas.facts-p95'],
  ['LF21', '002', 'hidden-percentile', 'operations.corrections.checks.1', 'slas.corrections-p95'],
  ['LF22', '000', 'payload-size', 'testData.payloads.small.size', 'operations.create-small.request.body'],
  ['LF23', '000', 'dataset-too-small', 'operations.create-record.request.body', 'scenarios.volume.volume.transactions'],
  ['LF24', '000', 'unmeasured-sla', 'operations.update-record', 'scenarios'],
  ['LF24', '000', 'unmeasured-sla', 'operations.delete-record', 'scenarios'],
  ['LF25', '000', 'type-vs-shape', 'strategy.0.pattern', 'scenarios.peak.load'],
  ['LF26', '000', 'unmeasured-sla', 'slas.update-p90', 'scenarios.baseline.collect'],
  ['LF27', '000', 'unmeasured-sla', 'slas.normal-rate', 'scenarios'],
  ['LF27', '000', 'unmeasured-sla', 'slas.burst-rate', 'scenarios'],
  ['LF28', '000', 'unknown-reference', 'resources.1.metric', 'monitors'],
  [
    'LF29',
    '000-unbounded',
    'unbounded-load',
    'scenarios.stress.load.continue',
    'scenarios.stress.load.continue.maximum',
  ],
  [
    'LF29',
    '002-unbounded',
    'unbounded-load',
    'scenarios.stress.load.continue',
    'scenarios.stress.load.continue.maximum',
  ],
  ['LF30', '000', 'conflicting-slas', 'scenarios.spike.criteria.0', 'scenarios.spike.criteria.1'],
  ['LF31', '000', 'littles-law', 'scenarios.baseline.expect.rate', 'scenarios.baseline.load'],
  ['LF32', '001', 'total-vs-rate', 'scenarios.campaigns.volume.transactions', 'scenarios.campaigns.load'],
  ['LF33', '001', 'duration-mismatch', 'scenarios.campaigns.criteria.0', 'scenarios.campaigns.load'],
  ['LF34', '001', 'duration-mismatch', 'scenarios.campaigns.expected.0', 'scenarios.campaigns.load.rampUp'],
  ['LF35', '001', 'queue-arithmetic', 'scenarios.campaigns.expected.0', 'slas.backlog'],
  ['LF36', '001', 'conflicting-slas', 'slas.backlog-time', 'slas.backlog'],
  ['LF37', '001-scripts', 'littles-law', 'slas.create-rate', 'scenarios.k6-campaigns.load'],
  ['LF38', '001-scripts', 'littles-law', 'slas.timeline-rate', 'scenarios.k6-analytics.load'],
  [
    'LF39',
    '001-scripts',
    'unit-mismatch',
    'scenarios.k6-tracking.expect.rate',
    'scenarios.tracking.load.stages.normal.rate',
  ],
  ['LF40', '001-scripts', 'duration-mismatch', 'scenarios.k6-tracking.expect.duration', 'scenarios.k6-tracking.load'],
  ['LF40', '001-scripts', 'duration-mismatch', 'strategy.0.duration', 'scenarios.k6-campaigns.load'],
  ['LF40', '001-scripts', 'duration-mismatch', 'strategy.0.duration', 'scenarios.k6-analytics.load'],
  ['LF41', '001', 'type-vs-shape', 'strategy.2.pattern', 'scenarios.tracking-bursts.load'],
  ['LF42', '001', 'type-vs-shape', 'scenarios.tracking.type', 'scenarios.tracking.load'],
  ['LF43', '001', 'expected-failures', 'testData.datasets.messages.generate', 'slas.click-errors'],
  ['LF44', '001', 'cache-vs-keys', 'slas.tracking-hits', 'operations.track-open.request.path'],
  ['LF45', '001', 'conflicting-slas', 'slas.api-all-p95', 'slas.import-p95'],
  ['LF46', '001-scripts', 'weak-gate', 'scenarios.k6-analytics.criteria.0', 'slas.overview-p95'],
  ['LF47', '001', 'conflicting-slas', 'slas.heavy-query', 'slas.timeline-max'],
  ['LF48', '001', 'conflicting-slas', 'strategy.0.success', 'slas.create-errors'],
  ['LF49', '001', 'conflicting-slas', 'slas.leaks', 'slas.four-hours'],
  ['LF50', '001', 'conflicting-slas', 'slas.import-time', 'slas.import-max'],
  ['LF51', '001', 'expected-failures', 'testData.datasets.contacts.generate', 'slas.import-errors'],
  ['LF52', '001', 'too-few-samples', 'slas.import-p99', 'scenarios.import.load'],
  ['LF53', '001', 'too-few-samples', 'slas.login-errors', 'strategy.0.duration'],
  ['LF54', '001', 'unmeasured-sla', 'slas.login-rate', 'scenarios'],
  ['LF54', '001', 'unmeasured-sla', 'slas.refresh-rate', 'scenarios'],
  ['LF54', '001', 'unmeasured-sla', 'slas.refresh-rate', 'slas'],
  ['LF54', '001', 'unmeasured-sla', 'strategy.4.type', 'scenarios'],
  ['LF54', '001', 'too-few-samples', 'slas.send-p95', 'scenarios.campaigns.load'],
  ['LF54', '001-scripts', 'unmeasured-sla', 'operations.top-links', 'slas'],
  ['LF54', '001-scripts', 'unmeasured-sla', 'operations.recent', 'slas'],
  ['LF55', '001', 'share-sum', 'slas.open-rate', 'scenarios.tracking.mix'],
  ['LF56', '001', 'alert-mismatch', 'resources.tracking-p95.alert', 'alerts.tracking-latency.when.0'],
  ['LF57', '001', 'alert-mismatch', 'resources.db-pool.alert', 'alerts.db-saturation.severity'],
  ...[
    'worker-rate',
    'analytics-time',
    'uptime',
    'leak',
    'worker-cpu',
    'worker-memory',
    'server-cpu',
    'disk',
    'restarts',
    'gc',
    'slow-query',
  ].map((key): Found => ['LF58', '001', 'threshold-without-alert', `resources.${key}.alert`, 'alerts']),
  ['LF59', '001', 'example-breaks-target', 'metrics.p95.current', 'metrics.p95.target'],
  ['LF59', '001', 'example-breaks-target', 'metrics.bounces.current', 'metrics.bounces.target'],
  ['LF60', '001', 'blind-monitor', 'monitors.app.kind', 'monitors.app.metrics.queue-backlog.take'],
  ['LF61', '001', 'schedule-conflict', 'schedule.load.cron', 'schedule.stress.cron'],
  ['LF62', '001', 'schedule-conflict', 'strategy.2.type', 'schedule'],
  ['LF62', '001', 'schedule-conflict', 'schedule.smoke', 'strategy'],
  ['LF63', '001', 'unresolved-field', 'testDate'],
  ['LF66', '002', 'component-capacity', 'slas.facts-rate', 'environments.local.components.0.maxRate'],
  ['LF67', '002', 'component-capacity', 'scenarios.baseline.load', 'environments.local.components.0.maxRate'],
  ['LF67', '002', 'component-capacity', 'scenarios.soak.load', 'environments.local.components.0.maxRate'],
  ['LF68', '002', 'littles-law', 'scenarios.baseline.load.perUser', 'scenarios.baseline.load.thinkTime'],
  ['LF68', '002', 'littles-law', 'scenarios.peak.load.perUser', 'scenarios.peak.load.thinkTime'],
  ['LF69', '002', 'unmeasured-sla', 'slas.facts-rate', 'environments.local.components.0.maxRate'],
  ['LF70', '002', 'weak-gate', 'acceptance.median', 'slas.facts-p50'],
  ['LF70', '002', 'weak-gate', 'acceptance.p95', 'slas.facts-p95'],
  ['LF71', '002', 'weak-gate', 'acceptance.median', 'slas.corrections-rate'],
  ['LF72', '002', 'weak-gate', 'scenarios.baseline.criteria.1', 'scenarios.baseline.load'],
  ['LF73', '002-tags', 'unknown-reference', 'scenarios.k6.criteria.2', 'operations'],
  ['LF73', '002-tags', 'unknown-reference', 'scenarios.k6.criteria.3', 'operations'],
  ['LF74', '002', 'weak-gate', 'scenarios.ab-facts.criteria.0', 'slas.facts-p95'],
  ['LF75', '002', 'dataset-too-small', 'operations.correction-from-file.request.body', 'scenarios.ab-corrections.load'],
  ['LF76', '002', 'type-vs-shape', 'scenarios.baseline.load', 'scenarios.full-test.load'],
  ['LF77', '002', 'type-vs-shape', 'scenarios.baseline.mix', 'scenarios.ab-baseline.mix'],
  ['LF78', '002', 'type-vs-shape', 'scenarios.k6.load.stages.peak', 'scenarios.peak.load'],
  ['LF79', '002', 'blind-monitor', 'monitors.database.metrics.query-time.buckets', 'slas.query-time'],
  [
    'LF80',
    '002',
    'blind-monitor',
    'monitors.database.metrics.transactions.unit',
    'monitors.database.metrics.transactions.take',
  ],
  ['LF81', '002', 'unmeasured-sla', 'slas.history-p95', 'scenarios'],
  ['LF81', '002', 'unmeasured-sla', 'slas.escalation-p95', 'scenarios'],
  ['LF82', '003', 'conflicting-slas', 'scenarios.conflicts.steps.0', 'slas.conflict-rate'],
  ['LF83', '003', 'littles-law', 'scenarios.conflicts.expect.rate', 'scenarios.conflicts.load'],
  ['LF84', '003', 'conflicting-slas', 'acceptance.data-loss.requirement', 'metrics.error-rate.target'],
  ['LF85', '003', 'alert-mismatch', 'alerts.memory.when.0', 'slas.memory'],
  ['LF86', '003', 'load-label', 'acceptance.latency.requirement', 'scenarios.peak.load'],
  ['LF87', '003', 'load-label', 'target', 'scenarios.peak.load'],
  ['LF88', '003', 'unmeasured-sla', 'criticalMetrics.3', 'acceptance'],
  ['LF88', '003', 'unmeasured-sla', 'acceptance.scaling', 'criticalMetrics'],
  ['LF89', '003', 'conflicting-slas', 'acceptance.memory.requirement', 'acceptance.memory.scenario'],
  ['LF90', '003', 'unmeasured-sla', 'scaling.policy', 'monitors'],
  ['LF91', '003', 'scaling-policy', 'environments.staging.components.1.configuration', 'scaling.policy.up'],
  ['LF92', '003', 'scaling-policy', 'scaling.policy.down', 'scenarios.spike.load'],
  ['LF93', '003', 'scaling-policy', 'scaling.expected.2.units', 'acceptance.scaling'],
  ['LF94', '003', 'scaling-policy', 'scaling.expected.1.units', 'scaling.expected.3.units'],
  ['LF95', '003', 'claim-conflict', 'notes.benefits', 'notes.migration'],
  ['LF96', '004', 'conflicting-slas', 'metrics.page-load.target', 'acceptance.page-load'],
  ['LF96', '004', 'conflicting-slas', 'metrics.api.target', 'acceptance.api'],
  ['LF97', '004', 'unmeasured-sla', 'metrics.interactive', 'monitors'],
  ['LF97', '004', 'unmeasured-sla', 'metrics.page-load', 'monitors'],
  ['LF98', '004', 'unresolved-field', 'goals.1', 'cost.budget'],
  ['LF98', '004', 'unresolved-field', 'metrics.error-rate.current', 'metrics.error-rate.target'],
  ['LF99', '001', 'blind-monitor', 'slas.tracking-hits', 'slas.analytics-hits'],
  ['LF100', '001', 'unknown-reference', 'scenarios.campaigns.collect.1', 'monitors'],
  ['LF100', '001', 'unknown-reference', 'scenarios.campaigns.collect.2', 'monitors'],
  ['LF100', '001', 'unknown-reference', 'scenarios.tracking.collect.4', 'monitors'],
]

/** Fixtures of the ledger that are about script text. */
const OF_IMPORTERS = ['LF07', 'LF11', 'LF14', 'LF16', 'LF64', 'LF65']

/** Looks like a contradiction and is none: no finding of this rule names this place, or one inside of it. */
const SILENT: [what: string, plan: string, rule: string, place: string][] = [
  ['80, 15 and 5 % of accounts', '000', 'share-sum', 'testData.accounts.distribution'],
  ['phases of 30, 60 and 30 minutes with their ramps', '000', 'duration-mismatch', 'scenarios.peak'],
  ['spikes of 2 minutes every 15', '000', 'type-vs-shape', 'scenarios.spike'],
  ['a body of 4.6 KB for the class of 5 KB', '000', 'payload-size', 'testData.payloads.medium'],
  ['a body of 9.7 KB for the class of 10 KB', '000', 'payload-size', 'testData.payloads.large'],
  ['95,000, 3,000 and 2,000 rows', '001', 'share-sum', 'testData.datasets.contacts'],
  ['milestones within 12 hours', '001', 'milestone-beyond-run', 'slas'],
  ['ascending percentiles of an endpoint', '001', 'percentile-order', 'slas.create-p99'],
  ['150 ms in a load test beside 500 ms in a stress test', '001', 'conflicting-slas', 'slas.api-stress-p95'],
  ['3 : 2 for 60 and 40 %', '001-scripts', 'share-sum', 'scenarios.vegeta'],
  ['branches of 50, 40 and 10 %', '002', 'share-sum', 'scenarios.k6.expect'],
  ['ascending percentiles of six endpoints', '002', 'percentile-order', 'slas'],
  ['1.2/s for 100,000 a day', '003', 'load-label', 'scenarios.sustained'],
  ['25 of 30 connections as 83 %', '003', 'alert-mismatch', 'alerts.connections'],
  ['120,000 in an hour at 35/s', '003', 'total-vs-rate', 'scenarios.peak'],
  ['one throughput in two cells', '004', 'shared-placeholder', 'metrics.throughput'],
]

describe('plans written from the documents as they stand', () => {
  const raised = new Map(names.filter((name) => !isCorrected(name)).map((name) => [name, findingsIn(name)]))

  it.each(CONTRADICTIONS)('%s of %s: %s at %s', (_id, plan, rule, ...places) => {
    const found = raised
      .get(plan)!
      .filter((one) => one.rule === rule && places.every((place) => one.places.includes(place)))
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((one) => one.fix && one.message)).toBe(true)
  })

  it.each(SILENT)('raise nothing about %s (%s)', (_what, plan, rule, place) => {
    const found = raised.get(plan)!.filter((one) => one.rule === rule)
    expect(found.filter((one) => one.places.some((at) => at === place || at.startsWith(`${place}.`)))).toEqual([])
  })

  it('cover every contradiction of the list but those of scripts', () => {
    const ids = new Set([...CONTRADICTIONS.map(([id]) => id), ...OF_IMPORTERS])
    const all = Array.from({ length: 100 }, (_, index) => `LF${String(index + 1).padStart(2, '0')}`)
    expect(all.filter((id) => !ids.has(id))).toEqual([])
  })
})

describe('corrected copies', () => {
  it.each(names.filter(isCorrected))('%s raises nothing', (name) => {
    expect(findingsIn(name)).toEqual([])
  })
})
