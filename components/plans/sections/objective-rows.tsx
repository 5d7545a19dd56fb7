'use client'

import dynamic from 'next/dynamic'
import { type ReactElement, useMemo } from 'react'
import type { SlaDraft } from '#lib/plans/document/plan.ts'
import { freeKey } from '../draft/free-key.ts'
import { useNamed } from '../draft/use-named.ts'
import { Purpose } from '../fields/field-grid.tsx'
import { readDuration, readRate } from '../fields/reading.ts'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { COMPARATORS, keyOptions, PRIORITIES, reads } from './choices.ts'
import { isMilestone, isThroughput } from './objective-views.ts'
import { METRICS, measuredIn, nameOf, readCell } from './sla-cells.ts'

const ObjectiveDetail = dynamic(() => import('./objective-detail.tsx').then((module) => module.ObjectiveDetail), {
  loading: () => null,
})

const METRIC: Column<SlaDraft> = {
  id: 'metric',
  label: 'Metric',
  mono: true,
  placeholder: 'p95',
  className: 'w-44',
  suggestions: METRICS,
  help: 'What is measured: p50 … p99.9, mean, max, error_rate, rate, availability, or monitor(cpu)',
  say: (_, index) => `Metric of objective ${index + 1}`,
}
const TARGET: Column<SlaDraft> = {
  id: 'target',
  label: 'target',
  mono: true,
  right: true,
  placeholder: '–',
  className: 'w-24',
  headClassName: 'text-warn',
  help: 'What shall hold; a result between target and limit is a warning. For example 200ms',
  say: (sla) => `Target of ${nameOf(sla)}`,
  read: (sla) => readCell(sla, 'target'),
}
const LIMIT: Column<SlaDraft> = {
  ...TARGET,
  id: 'limit',
  label: 'limit',
  placeholder: 'as target',
  headClassName: 'text-fail',
  help: 'What must hold; beyond it a run fails. For example 300ms',
  say: (sla) => `Limit of ${nameOf(sla)}`,
  read: (sla) => readCell(sla, 'limit'),
}
const PRIORITY: Column<SlaDraft> = {
  id: 'priority',
  label: 'Priority',
  kind: 'choice',
  options: PRIORITIES,
  fallback: 'high',
  className: 'w-20',
  help: 'A missed objective of high priority fails a run; of lower priority it warns',
  say: (sla) => `Priority of ${nameOf(sla)}`,
}

/** Every objective of the plan. */
export function ObjectiveRows(): ReactElement {
  const operations = useNamed('operations')
  const columns = useMemo(
    (): readonly Column<SlaDraft>[] => [
      {
        id: 'operation',
        label: 'Operation',
        kind: 'choice',
        options: [{ value: '*', label: 'All operations' }, ...keyOptions(operations, '').slice(1)],
        fallback: '*',
        className: 'min-w-36 font-medium',
        say: (_, index) => `Operation of objective ${index + 1}`,
      },
      METRIC,
      TARGET,
      LIMIT,
      PRIORITY,
      {
        id: 'where',
        label: 'Measured in',
        kind: 'derived',
        className: 'min-w-24',
        help: 'The scenarios and the part of a run it is judged in; open the row to change it',
        draw: (sla) => <span className="text-2xs text-ink-3">{measuredIn(sla)}</span>,
      },
    ],
    [operations],
  )
  return (
    <DraftGrid<SlaDraft>
      list={['slas']}
      label="Every objective"
      what="objective"
      columns={columns}
      fresh={(taken, above) => ({
        key: freeKey('sla-1', taken),
        operation: above?.operation ?? '*',
        metric: 'p95',
        priority: 'high',
      })}
      startAt="target"
      addLabel="Add an objective, or paste rows from a spreadsheet"
      detail={(sla, path) => <ObjectiveDetail sla={sla} path={path} />}
      minWidth="640px"
    />
  )
}

/** What each tier of load must reach and hold. */
export function ThroughputRows(): ReactElement {
  const scenarios = useNamed('scenarios')
  const columns = useMemo(
    (): readonly Column<SlaDraft>[] => [
      {
        id: 'label',
        label: 'Tier',
        placeholder: 'Normal load',
        className: 'min-w-28',
        help: 'What people call it, for example Normal load',
      },
      {
        id: 'scenario',
        label: 'Measured by',
        kind: 'choice',
        options: keyOptions(scenarios, 'any scenario'),
        className: 'w-36',
        help: 'The scenario whose run shows it',
      },
      {
        ...TARGET,
        placeholder: '500/s',
        help: 'The rate it shall hold, for example 500/s',
        say: (sla, index) => `Target of ${sla.label || `tier ${index + 1}`}`,
      },
      {
        ...LIMIT,
        placeholder: '400/s',
        help: 'The least rate that still passes with a warning, for example 400/s',
        say: (sla, index) => `Limit of ${sla.label || `tier ${index + 1}`}`,
      },
      {
        id: 'peak',
        label: 'peak',
        mono: true,
        right: true,
        placeholder: '800/s',
        className: 'w-24',
        help: 'The rate it shall reach for a moment, for example 800/s',
        read: ({ peak }) => reads(readRate, peak),
      },
      {
        id: 'sustained',
        label: 'held for',
        mono: true,
        right: true,
        placeholder: '10m',
        className: 'w-20',
        help: 'How long without a break, for example 10m: nine minutes are then not enough',
        read: ({ sustained }) => reads(readDuration, sustained),
      },
      { ...PRIORITY, say: (sla, index) => `Priority of ${sla.label || `tier ${index + 1}`}` },
    ],
    [scenarios],
  )
  return (
    <>
      <Purpose>What each tier of load must reach and hold, and the scenario that shows it.</Purpose>
      <DraftGrid<SlaDraft>
        list={['slas']}
        label="Throughput by scenario"
        what="tier"
        isShown={isThroughput}
        columns={columns}
        fresh={(taken) => ({ key: freeKey('rate-1', taken), metric: 'rate', comparator: '>=', priority: 'high' })}
        addLabel="Add a tier, or paste rows from a spreadsheet"
        minWidth="660px"
      />
    </>
  )
}

/** Objectives of one moment, such as four hours into a soak. */
export function MilestoneRows(): ReactElement {
  const scenarios = useNamed('scenarios')
  const columns = useMemo(
    (): readonly Column<SlaDraft>[] => [
      {
        id: 'at',
        label: 'At',
        mono: true,
        placeholder: '4h',
        className: 'w-20',
        help: 'How long after the start of the run, for example 4h',
        read: ({ at }) => reads(readDuration, at),
      },
      {
        id: 'scenario',
        label: 'Scenario',
        kind: 'choice',
        options: keyOptions(scenarios, 'any scenario'),
        className: 'w-36',
      },
      {
        ...METRIC,
        say: (_, index) => `Metric of milestone ${index + 1}`,
        help: 'For example memory_growth, p95, or increase(restarts, 8h)',
      },
      {
        id: 'comparator',
        label: 'is',
        kind: 'choice',
        options: COMPARATORS,
        className: 'w-24',
        help: 'Which way is good; needed for what monitors measure',
      },
      { ...TARGET, say: (_, index) => `Target of milestone ${index + 1}` },
      { ...LIMIT, say: (_, index) => `Limit of milestone ${index + 1}` },
      { ...PRIORITY, say: (_, index) => `Priority of milestone ${index + 1}` },
    ],
    [scenarios],
  )
  return (
    <>
      <Purpose>
        Judged as the moment passes: a run that ends before it leaves it untested. For example memory_growth below 5% at
        4h.
      </Purpose>
      <DraftGrid<SlaDraft>
        list={['slas']}
        label="Milestones"
        what="milestone"
        isShown={isMilestone}
        columns={columns}
        fresh={(taken, above) => ({
          key: freeKey('milestone-1', taken),
          at: '1h',
          metric: 'p95',
          priority: 'high',
          ...(above?.scenario ? { scenario: above.scenario } : {}),
        })}
        addLabel="Add a milestone, or paste rows from a spreadsheet"
        minWidth="640px"
      />
    </>
  )
}
