import { describe, expect, it } from 'vitest'
import { buildReport } from './build-report.ts'
import { cycleFixture } from './cycle-fixture.ts'
import type { CycleView } from './cycle-view-schema.ts'
import { reportCsv } from './report-csv.ts'
import { derivation, draftFixture, peakRun, runsFixture } from './report-fixture.ts'
import { halfInterval } from './report-format.ts'
import { reportHtml } from './report-html.ts'
import { reportInput } from './report-input.ts'
import { reportMarkdown } from './report-markdown.ts'
import { type Cell, derivationAt, type ReportModel, sayDerivation } from './report-model.ts'

const NOW = '2026-11-21T16:00:00.000Z'
const build = (change: Partial<CycleView> = {}, runs = runsFixture): ReportModel =>
  buildReport(reportInput({ ...cycleFixture, ...change }, draftFixture, runs, NOW))
const tableOf = (model: ReportModel, key: string) => {
  const found = model.blocks.find((block) => block.kind === 'table' && block.key === key)
  return found?.kind === 'table' ? found : undefined
}

/** The criterion of acceptance as the coverage has it, by the run of the peak. */
function withAcceptance(): CycleView['coverage'] {
  const { rows } = cycleFixture.coverage
  const told = rows[0]!.cells.map((cell) => ({ ...cell, run: peakRun, derivation }))
  return { ...cycleFixture.coverage, rows: [...rows, { ...rows[0]!, key: 'sale', source: 'acceptance', cells: told }] }
}

/** A number without an origin; of what the plan asks the plan is the origin. */
const isLoose = ({ value, derivation, typedBy }: Cell): boolean => typeof value === 'number' && !derivation && !typedBy

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
  ['Test', 'Requests', 'Successful operations', 'Transactions', 'Received'],
  ['Test', 'Target rate', 'Actual rate', 'Efficiency'],
  ['Test', 'Initial', 'Peak', 'Final', 'Growth'],
  ['Load pattern', 'Expected units', 'Scaling time', 'Performance impact'],
  ['Metric', 'Target', 'Actual', 'Status'],
  ['Component', 'Type', 'Instances', 'Resources', 'Configuration', 'Limits'],
  ['Operation', 'Percentage', 'Payload size'],
  ['Operation', 'Request', 'Payload', 'Checks', 'Timeout'],
  ['Phase', 'Duration', 'Objectives', 'Success criteria', 'Gate', 'Result'],
  ['Group', 'Indicator', 'Value', 'Target', 'Run or reason'],
  ['Area', 'Figure', 'Value'],
  ['Layer', 'Measure', 'Value'],
  ['Panel', 'Metric', 'Drawn as', 'Warning', 'Critical'],
  ['Alert', 'When', 'Severity', 'Told to', 'What to do'],
  ['Metric', 'Collection interval', 'Alerting threshold'],
  ['What it shows', 'Address'],
  ['Role', 'Name', 'Address'],
]

/** Their parts, by their headings and by the names of what stands there as text or as a table without rows. */
const SEED_PARTS = [
  ...['Overview', 'Executive summary', 'Key findings', 'Critical metrics', 'Test objectives'],
  ...['Performance requirements', 'Availability requirements', 'Test environment', 'System architecture'],
  ...['Load generators', 'Test data', 'Performance testing tools', 'Test script', 'Monitoring and metrics collection'],
  ...['Test scenarios executed', 'Configuration', 'Operations mix', 'Results', 'Analysis', 'Test phases'],
  ...['Test results summary', 'Performance metrics analysis', 'Platform and scaling', 'Current performance'],
  ...['Scaling configuration', 'Migration considerations', 'Resource utilization analysis', 'Memory profiling results'],
  ...['Memory hotspots', 'Memory optimization recommendations', 'Bottleneck analysis', 'Identified bottlenecks'],
  ...['Acceptance criteria validation', 'Issue identification', 'Immediate actions (P0)', 'Migration plan'],
  ...['Medium-term improvements (P1)', 'Long-term optimizations (P2)', 'Performance tuning recommendations'],
  ...['Connection pooling', 'Monitoring and alerting', 'Scaling and cost', 'Pre-test checklist', 'Conclusion'],
  ...['Test summary', 'Go/no-go decision', 'Next steps', 'Appendix', 'Raw performance data'],
  ...['Test execution logs and profiles', 'Test configuration files', 'Tools and resources', 'Contact information'],
]

describe('the report of a cycle', () => {
  it('has every table of the documents it takes the place of, in Markdown', () => {
    const lines = reportMarkdown(build(), '').split('\n')
    const missing = SEED_TABLES.filter((columns) => !lines.includes(`| ${columns.join(' | ')} |`))
    expect(missing).toEqual([])
  })

  it('has every part of them, with what is not known named as such', () => {
    const markdown = reportMarkdown(build(), '')
    const named = markdown.split('\n').map((line) => /^(?:#+ |\*\*)([^*]+?)(?:\*\*.*)?$/.exec(line)?.[1])
    expect(SEED_PARTS.filter((part) => !named.includes(part))).toEqual([])
    expect(markdown).toContain(
      '| Database | Connection pool utilization, Query performance, Lock contention, Index usage | untested |',
    )
    expect(markdown).toContain('The plan has no monitors: CPU, memory, disk')
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

  it('names what is waived beside the conditions, while the waiver holds', () => {
    const [waiver] = cycleFixture.waivers
    const texts = (state: 'holds' | 'lapsed') => {
      const waivers = [{ ...waiver!, label: 'Paying is fast', state }]
      return buildReport(
        reportInput({ ...cycleFixture, waivers }, draftFixture, runsFixture, NOW),
      ).cover.conditions.map(({ text }) => text)
    }
    expect(texts('holds')).toContain('Waived: Paying is fast')
    expect(texts('lapsed')).not.toContain('Waived: Paying is fast')
  })

  it('lets no release go ahead on a decision whose ground has moved', () => {
    const decision = { ...cycleFixture.decision!, changedSince: 'R-9 counts now.' }
    const { sentences } = buildReport(reportInput({ ...cycleFixture, decision }, draftFixture, runsFixture, NOW)).cover
    expect(sentences.drafted).toContain('it is to be decided again')
    expect(sentences.drafted).not.toContain('goes ahead')
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
    const asked = /^(>?Target|>?Limit|Planned|Target rate)/
    const loose = build({ coverage: withAcceptance() }).blocks.flatMap((block) => {
      if (block.kind === 'fields') return block.fields.filter(({ cell }) => isLoose(cell)).map(({ name }) => name)
      if (block.kind !== 'table') return []
      return block.rows.flatMap((cells, row) =>
        cells.flatMap((cell, column) => {
          const { label = '' } = block.columns[column] ?? {}
          return isLoose(cell) && !asked.test(label) && !derivationAt(block, row, column)
            ? `${block.title}: ${label}`
            : []
        }),
      )
    })
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

  it('steps down one level of headings at a time', () => {
    const bottleneck = { ...runsFixture[0]!.analyses[0]!, key: 'bottleneck', title: 'Bottlenecks' }
    const runs = runsFixture.map((run) => ({ ...run, analyses: [...run.analyses, bottleneck] }))
    const levels = build({}, runs).blocks.flatMap((block) => (block.kind === 'heading' ? [block] : []))
    const skipped = levels.filter(({ level }, index) => level > (levels[index - 1]?.level ?? 1) + 1)
    expect(skipped).toEqual([])
  })

  it('fetches nothing when it is opened as a file', () => {
    expect(reportHtml(build())).not.toMatch(/\s(src|srcset)=|@import|url\(/)
  })

  it('gives its tables to a spreadsheet with canonical numbers, and no formula', () => {
    const finding = { ...cycleFixture.findings[0]!, title: '=HYPERLINK("http://x")' }
    const csv = reportCsv(build({ findings: [finding] }))
    expect(csv).toContain('P95,120,538\r\n')
    expect(csv).toContain('API response time,3.1s (typed by the author of the plan),2s,')
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(reportCsv(build(), 'throughput').split('\r\n')[2]).toBe('Baseline,800,796,0.995')
  })
})

describe('an interval', () => {
  it('is said by its half, and by its far end where it goes one way', () => {
    expect(halfInterval('ms', 538, [529, 547])).toBe('± 9')
    expect(halfInterval('fraction', 0, [0, 0.0077])).toBe('(≤ 0.77)')
    expect(halfInterval('fraction', 1, [0.98, 1])).toBe('(≥ 98.00)')
    expect(halfInterval('ms', 5, [5, 5])).toBe('± 0')
    expect(halfInterval('ms', null, [5, 6])).toBe('')
  })

  it('rounds no bound to another: what is nearly all stays nearly all, and seconds are said beside milliseconds', () => {
    expect(halfInterval('fraction', 1, [0.9973, 1])).toBe('(≥ 99.73)')
    expect(halfInterval('ms', 538, [538, 574])).toBe('(≤ 574)')
    expect(halfInterval('ms', 990, [990, 1240])).toBe('(≤ 1.24\u00a0s)')
  })
})
