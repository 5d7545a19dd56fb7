import { describe, expect, it } from 'vitest'
import { buildReport } from './build-report.ts'
import { cycleFixture } from './cycle-fixture.ts'
import type { CycleView } from './cycle-view-schema.ts'
import { reportCsv } from './report-csv.ts'
import { draftFixture, runsFixture } from './report-fixture.ts'
import { reportHtml } from './report-html.ts'
import { reportInput } from './report-input.ts'
import { reportMarkdown } from './report-markdown.ts'
import { derivationAt, type ReportModel, sayDerivation } from './report-model.ts'

const NOW = '2026-11-21T16:00:00.000Z'
const build = (change: Partial<CycleView> = {}, runs = runsFixture): ReportModel =>
  buildReport(reportInput({ ...cycleFixture, ...change }, draftFixture, runs, NOW))
const tableOf = (model: ReportModel, key: string) => {
  const found = model.blocks.find((block) => block.kind === 'table' && block.key === key)
  return found?.kind === 'table' ? found : undefined
}

/** The tables of the test plan and of the validation report that a report takes the place of, by their columns. */
const SEED_TABLES = [
  ['Operation', 'Target response time', 'Maximum acceptable', 'Percentile', 'Priority'],
  ['Scenario', 'Target rate', 'Peak rate', 'Sustained for', 'Priority'],
  ['Resource', 'Normal load target', 'Peak load target', 'Alert threshold', 'Critical threshold'],
  ['Component', 'Bandwidth', 'Latency', 'Packet loss', 'Jitter'],
  ['Performance metric', 'System resource', 'Correlation', 'Impact analysis'],
  ['Test scenario', 'Status', 'Duration', 'Planned', 'Peak users', 'Peak rate', 'Pass/fail', 'Run'],
  ['Issue ID', 'Description', 'Severity', 'Impact', 'Root cause', 'Status', 'Seen in'],
  ['SLA metric', 'Target', 'Limit', 'Achieved', 'Compliance', 'Worst minute', 'Status'],
  ['Metric', 'Measured as', 'Target', 'Actual', 'Status'],
  ['Percentile', 'Baseline', 'Peak'],
  ['Test', 'Target rate', 'Actual rate', 'Efficiency'],
  ['Test', 'Initial', 'Peak', 'Final', 'Growth'],
  ['Load pattern', 'Expected units', 'Scaling time', 'Performance impact'],
  ['Metric', 'Target', 'Actual', 'Status'],
]

describe('the report of a cycle', () => {
  it('has every table of the documents it takes the place of, in Markdown', () => {
    const lines = reportMarkdown(build(), '').split('\n')
    const missing = SEED_TABLES.filter((columns) => !lines.includes(`| ${columns.join(' | ')} |`))
    expect(missing).toEqual([])
  })

  it('answers on its first page, in words, with what stands behind', () => {
    const { cover } = build()
    expect(cover).toMatchObject({ outcome: 'conditional', isProposal: false, readiness: 'READY WITH CONDITIONS' })
    expect(cover.critical).toHaveLength(1)
    expect(cover.critical[0]).toMatchObject({ interval: '± 9', status: 'Over target', tone: 'warn' })
    expect(cover.signatures.map(({ role, isValid }) => [role, isValid])).toEqual([
      ['Operations', true],
      ['Test lead', false],
    ])
  })

  it('shows what the rules propose while nobody has decided', () => {
    const { decision: _, ...undecided } = cycleFixture
    const { cover } = buildReport(reportInput(undecided, draftFixture, runsFixture, NOW))
    expect(cover).toMatchObject({ isProposal: true, outcome: 'conditional', readiness: 'NOT DECIDED', decidedBy: null })
  })

  it('says of a scenario that was not run that it was not, and of memory nobody read that it is untested', () => {
    const model = build()
    const [, , soak] = tableOf(model, 'execution-summary')?.rows ?? []
    expect(soak?.map(({ text }) => text)).toEqual(['Soak', 'Not run', '–', '10\u00a0min', '–', '–', 'Not run', '–'])
    expect(tableOf(model, 'memory')?.rows[0]?.map(({ text }) => text)).toEqual([
      'Baseline',
      ...Array(4).fill('untested'),
    ])
  })

  it('knows of every measured number which run, window and how many samples it stands on', () => {
    const [row] = tableOf(build(), 'sla-compliance')?.rows ?? []
    const achieved = row?.[3]
    expect(achieved?.derivation && sayDerivation(achieved.derivation)).toBe(
      'R-12; create-order; steady, 01:00 to 10:00; 12,000 samples; p95 of merged histograms',
    )
    const loose = build().blocks.flatMap((block) =>
      block.kind === 'table' && block.key.startsWith('operations-')
        ? block.rows.flatMap((cells, row) =>
            cells.filter((cell, column) => typeof cell.value === 'number' && !derivationAt(block, row, column)),
          )
        : [],
    )
    expect(loose).toEqual([])
  })

  it('drafts what it says of a scenario, gives way to what people typed, and says when that is stale', () => {
    const narratives = build().blocks.filter((block) => block.kind === 'narrative')
    const baseline = narratives.find(({ section }) => section === 'scenario/baseline')
    const peak = narratives.find(({ section }) => section === 'scenario/peak')
    expect(baseline?.drafted).toContain('R-11 sent 12,005 requests')
    expect(baseline?.typed).toBeNull()
    expect(peak?.typed).toMatchObject({ by: 'Ada Lead', isStale: true })
    expect(reportMarkdown(build(), '')).toContain('typed by Ada Lead, 19 November 2026; stale')
  })

  it('takes nothing that people typed for HTML', () => {
    expect(reportHtml(build())).not.toContain('<script>')
    expect(reportHtml(build())).toContain('&lt;script&gt;alert(1)')
    expect(reportMarkdown(build(), '')).not.toContain('<script>')
  })

  it('fetches nothing when it is opened as a file', () => {
    expect(reportHtml(build())).not.toMatch(/\s(src|srcset)=|@import|url\(/)
  })

  it('gives its tables to a spreadsheet with canonical numbers, and no formula', () => {
    const finding = { ...cycleFixture.findings[0]!, title: '=HYPERLINK("http://x")' }
    const csv = reportCsv(build({ findings: [finding] }))
    expect(csv).toContain('P95,120,538\r\n')
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(reportCsv(build(), 'throughput').split('\r\n')[2]).toBe('Baseline,800,796,0.995')
  })
})
