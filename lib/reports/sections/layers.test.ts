import { expect, it } from 'vitest'
import type { Analysis } from '#lib/analysis/analysis.ts'
import { analysis } from '#lib/analysis/figure.ts'
import type { ReportInput, ReportRun } from '../report-input.ts'
import type { ReportBlock } from '../report-model.ts'
import { analysisBlocks } from './analyses.ts'

const withRows = (key: string, rows: Record<string, string | number>[]): Analysis =>
  analysis({ key, title: key, howToRead: '' }, { tone: 'note', sentence: '.', table: { columns: [], rows } })

const runWith = (...analyses: Analysis[]) =>
  ({
    head: { id: 'r', label: 'R-7', scenario: { key: 'base', name: 'Base' } },
    summary: { operations: {}, totals: { sent: 1, ok: 1, failed: 0, errorRate: 0 } },
    analyses,
  }) as unknown as ReportRun

function cellsOf(blocks: ReportBlock[], key: string): string[][] {
  const found = blocks.find((block) => block.kind === 'table' && block.key === key)
  return found?.kind === 'table' ? found.rows.map((row) => row.map(({ text }) => text)) : []
}

const told = (...analyses: Analysis[]): ReportBlock[] =>
  analysisBlocks({ runs: [runWith(...analyses)], texts: [] } as unknown as ReportInput)

it('tells ties of resources, and none of what the load is measured by itself', () => {
  const rows = [
    { cause: 'Offered load', symptom: 'Response time (p95)', rho: '0.90', n: 60, note: 'strong' },
    { cause: 'CPU', symptom: 'Response time (p95)', rho: '0.81', n: 60, note: 'strong: it rises with CPU' },
    { cause: 'Disk', symptom: 'Throughput', rho: '–', n: 60, note: 'not computable: one of them is constant' },
  ]
  expect(cellsOf(told(withRows('correlation', rows)), 'correlation')).toEqual([
    ['Response time (p95)', 'CPU', '0.81', 'R-7: strong: it rises with CPU, n = 60'],
    ['Throughput', 'Disk', '–', 'R-7: not computable: one of them is constant, n = 60'],
  ])
  expect(cellsOf(told(), 'correlation')[0]?.[2]).toBe('untested')
})

it('fills the layers monitors read, and leaves untested what nobody did', () => {
  const rows = [
    { layer: 'generator', name: 'Load generator', mean: 0.3 },
    { layer: 'database', name: 'Pool used', mean: 0.88 },
    { layer: 'application', name: 'CPU', mean: 0.61 },
  ]
  const cells = cellsOf(told(withRows('bottleneck', rows)), 'bottleneck-layers')
  expect(cells).toContainEqual(['Database', 'Connection pool utilization', 'Pool used, R-7: 88.0\u00a0% on average'])
  expect(cells).toContainEqual(['Infrastructure', 'CPU utilization', 'CPU, R-7: 61.0\u00a0% on average'])
  expect(cells).toContainEqual(['Infrastructure', 'Memory utilization, Network I/O, Disk I/O', 'untested'])
})

it('fills what is known of the runtime', () => {
  const rows = [{ name: 'GC pause', mean: '2 ms', most: '14 ms', first: '1 ms', last: '3 ms' }]
  const cells = cellsOf(told(withRows('runtime', rows)), 'memory-profile')
  expect(cells).toContainEqual(['Garbage collection', 'Pause time', 'GC pause, R-7: 14 ms'])
  expect(cells).toContainEqual(['Garbage collection', 'Frequency, CPU fraction, Memory efficiency', 'untested'])
})
