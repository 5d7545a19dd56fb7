// Which requirement was told by which scenario, and which by none.

import type { CoverageCell, CoverageRow } from '#lib/cycles/coverage-schema.ts'
import { judged, runHref, wordOf } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { type Cell, heading, type ReportBlock, type Tone, table, words } from '../report-model.ts'

const CELL: Record<CoverageCell['status'], readonly [Tone, string]> = {
  pass: ['pass', 'pass'],
  warn: ['warn', 'warn'],
  fail: ['fail', 'fail'],
  inconclusive: ['inconclusive', 'inconclusive'],
  'not-asked': ['none', '·'],
  untested: ['none', 'untested'],
  stale: ['none', 'stale'],
  'too-short': ['inconclusive', 'too short'],
  invalid: ['invalid', 'invalid'],
  unconfirmed: ['none', 'unconfirmed'],
}

/** More scenarios than this are named in one column. */
const MOST_BESIDE = 7

export function coverageBlocks({ coverage }: ReportInput): ReportBlock[] {
  const { scenarios, rows, met, total } = coverage
  const isWide = scenarios.length > MOST_BESIDE
  return [
    heading(2, 'Requirement coverage'),
    table(
      'coverage',
      'Requirements by scenario',
      ['Requirement', 'Priority', ...(isWide ? ['Told by'] : scenarios.map(nameOf)), 'Result'],
      rows.map((row) => [
        words(row.label || row.judge),
        words(row.priority),
        ...(isWide ? [words(toldBy(row, scenarios))] : scenarios.map(({ key }) => cellOf(row, key))),
        row.result === 'untested'
          ? judged('none', row.waivedUntil ? 'Untested, waived' : 'Untested')
          : judged(row.result, wordOf(row.result)),
      ]),
      {
        note: `${met} of ${total} requirements met by valid runs of this revision${isWide ? '' : '; "·" is not asked of the scenario'}.`,
        empty: 'The plan asks for nothing.',
      },
    ),
    table(
      'coverage-gaps',
      'What is not told',
      ['Requirement', 'Scenario', 'Why'],
      rows.flatMap((row) =>
        row.gaps.map(({ scenario, why }) => [
          words(row.label || row.judge),
          words(scenario),
          words(withoutName(why, scenario)),
        ]),
      ),
      { empty: 'Every requirement is told by every scenario that should.' },
    ),
  ]
}

/** A reason begins with the scenario where it is read alone. */
const withoutName = (why: string, scenario: string): string =>
  why.toLowerCase().startsWith(`${scenario.toLowerCase()}: `) ? why.slice(scenario.length + 2) : why

type Scenarios = ReportInput['coverage']['scenarios']
const nameOf = ({ name, key }: Scenarios[number]): string => name || key

function cellOf(row: CoverageRow, scenario: string): Cell {
  const cell = row.cells.find((one) => one.scenario === scenario)
  if (!cell || cell.status === 'not-asked') return words('·')
  const [tone, text] = CELL[cell.status]
  return {
    text,
    tone,
    ...runHref(cell.run),
    ...(cell.derivation ? { derivation: cell.derivation } : {}),
  }
}

/** `pass: Baseline, Peak; fail: Stress` */
function toldBy({ cells }: CoverageRow, scenarios: Scenarios): string {
  const told = cells.filter(({ status }) => status !== 'not-asked' && status !== 'untested')
  const names = (own: readonly CoverageCell[]) =>
    own.map(({ scenario }) =>
      nameOf(scenarios.find(({ key }) => key === scenario) ?? { key: scenario, name: '', type: '' }),
    )
  return (
    [...Map.groupBy(told, ({ status }) => CELL[status][1])]
      .map(([word, own]) => `${word}: ${names(own).join(', ')}`)
      .join('; ') || 'none'
  )
}
