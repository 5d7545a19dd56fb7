// What a rule of the proposal is, and how rules look at requirements: cell by cell, without what is waived.

import { isGap } from '#lib/cycles/coverage.ts'
import type { Coverage, CoverageCell, CoverageRow } from '#lib/cycles/coverage-schema.ts'
import { type CycleFacts, countingRuns, type RunFact } from '#lib/cycles/facts.ts'
import { scenarioWaivedUntil, type Waived, waivedUntil } from '#lib/cycles/waived.ts'
import type { Outcome } from '../schema.ts'

export interface RuleInput {
  facts: CycleFacts
  coverage: Coverage
  /** Those that hold now. */
  waivers: readonly Waived[]
}

export interface Rule {
  name: string
  /** What it asks for when it speaks. */
  outcome: Outcome
  /** A go is then not only not proposed: it cannot be decided. */
  blocksGo?: boolean
  /** Why, one sentence each; empty when it has nothing to say. */
  find(input: RuleInput): string[]
}

/** What is asked for of a requirement and not waived. */
export function askedCells(row: CoverageRow, { waivers }: Pick<RuleInput, 'waivers'>): CoverageCell[] {
  return row.cells.filter(
    ({ status, scenario }) => status !== 'not-asked' && waivedUntil(waivers, row.key, scenario) === null,
  )
}

export const tells = ({ status }: CoverageCell): boolean => ['pass', 'warn', 'fail'].includes(status)

export const isMissing = ({ status }: CoverageCell): boolean => isGap(status)

/** Nothing speaks for it: no scenario that should does, or none is asked. What is waived is left to its waiver. */
export function isUntested(row: CoverageRow, input: Pick<RuleInput, 'waivers'>): boolean {
  if (waivedUntil(input.waivers, row.key)) return false
  const asked = row.cells.filter(({ status }) => status !== 'not-asked')
  const open = askedCells(row, input)
  if (asked.length === 0) return row.source !== 'evidence'
  return open.length > 0 && !asked.some(tells)
}

export interface Lack {
  row: CoverageRow
  /** Of the scenarios that should show it and do not; empty where none is asked. */
  cells: CoverageCell[]
}

/** High-priority objectives that are not shown in every scenario that should show them, and that nobody waived. */
export function lackedByGo(input: Pick<RuleInput, 'coverage' | 'waivers'>): Lack[] {
  return input.coverage.rows
    .filter(({ priority }) => priority === 'high')
    .map((row) => ({ row, cells: askedCells(row, input).filter(isMissing) }))
    .filter(({ row, cells }) => cells.length > 0 || isUntested(row, input))
}

/** Why they do not show it, those with the same reason together: "Peak and Soak: Not run." */
export function gapsIn({ gaps }: CoverageRow, cells: readonly CoverageCell[], input: RuleInput): string {
  const why = cells.map((cell) => {
    const name = scenarioName(input, cell.scenario)
    const told = gaps.find(({ scenario }) => scenario === cell.scenario)?.why ?? cell.reason
    return { cell, reason: told.startsWith(`${name}: `) ? told.slice(name.length + 2) : told }
  })
  return [...Map.groupBy(why, ({ reason }) => reason)]
    .map(
      ([reason, same]) =>
        `${scenarioNames(
          input,
          same.map(({ cell }) => cell),
        )}: ${reason}`,
    )
    .join(' ')
}

/** Why nothing speaks for it. */
export function whyUntested(row: CoverageRow, input: RuleInput): string {
  const missing = row.cells.filter(isMissing)
  return missing.length > 0 ? gapsIn(row, missing, input) : 'No scenario measures it.'
}

const NAMED = 4

/** What is missing for the same reason is told together: "A and B are …". `say` gets the names with their verb, and why. */
export function tellTogether(
  rows: readonly { row: CoverageRow; why: string }[],
  say: (who: string, why: string) => string,
): string[] {
  return [...Map.groupBy(rows, ({ why }) => why)].map(([why, same]) => {
    const names = same.map(({ row }) => nameOf(row))
    const named = names.length > NAMED ? [...names.slice(0, NAMED), `${names.length - NAMED} more`] : names
    return say(`${listed(named)} ${same.length === 1 ? 'is' : 'are'}`, why)
  })
}

/** A label in words stands in quotes, so that the sentence around it is told apart. */
export const nameOf = ({ label, judge, source }: CoverageRow): string =>
  label === judge || source === 'criterion' ? label : `"${label}"`

export function scenarioName({ facts }: RuleInput, key: string): string {
  return facts.plan.scenarios.find((one) => one.key === key)?.name || key
}

/** "Peak, Stress and Soak" */
export function scenarioNames(input: RuleInput, cells: readonly CoverageCell[]): string {
  return listed(cells.map(({ scenario }) => scenarioName(input, scenario)))
}

const listed = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')

/** Runs that count, of scenarios that are not waived as a whole. */
export function relevantRuns({ facts, waivers }: RuleInput): RunFact[] {
  return countingRuns(facts).filter(({ scenario }) => scenarioWaivedUntil(waivers, scenario) === null)
}
