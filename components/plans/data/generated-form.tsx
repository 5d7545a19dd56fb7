'use client'

import { type ReactElement, useMemo, useState } from 'react'
import { say, showCount } from '#lib/core/number-format.ts'
import { CompileLog } from '#lib/plans/compile/compile-log.ts'
import { compileDatasets } from '#lib/plans/compile/datasets.ts'
import { GeneratedRows } from '#lib/plans/data/generated-rows.ts'
import { PREVIEW_ROWS } from '#lib/plans/dataset-limits.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { DraftField } from '../fields/draft-field.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { readCount } from '../fields/reading.ts'
import { RowsTable } from './rows-table.tsx'

export type DatasetDraft = NonNullable<NonNullable<PlanDraft['testData']>['datasets']>[number]

const SOME_SEED = 1

/** A CSV made for each run: so many rows, of which exactly so many are wrong or repeated. */
export function GeneratedForm({ dataset }: { dataset: DatasetDraft }): ReactElement {
  const path = ['testData', 'datasets', dataset.key, 'generate']
  const [isShown, setShown] = useState(false)
  const table = useMemo(() => tableOf(dataset), [dataset])
  const share = (field: 'valid' | 'invalid' | 'duplicate', label: string, placeholder: string, help: string) => (
    <DraftField
      path={[...path, field]}
      label={label}
      placeholder={placeholder}
      help={help}
      mono
      className="min-[560px]:col-span-2"
    />
  )
  return (
    <div className="grid gap-2.5">
      <FieldGrid>
        <DraftField
          path={[...path, 'rows']}
          label="Rows"
          placeholder="100,000"
          read={readCount}
          mono
          className="min-[560px]:col-span-6"
        />
        {share('valid', 'Valid', '95%', 'A share of the rows, or a number')}
        {share('invalid', 'Invalid', '3%', 'With an address that is none')}
        {share('duplicate', 'Repeated', '2%', 'With the address of an earlier row')}
      </FieldGrid>
      {table.ok ? (
        <>
          <p className="text-xs text-ink-2">
            Exactly {say(showCount(table.valid))} valid, {say(showCount(table.invalid))} invalid and{' '}
            {say(showCount(table.duplicate))} repeated rows, with the columns{' '}
            <code>{table.rows.columns.join(', ')}</code>.{' '}
            <button type="button" className="link min-h-6" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
              {isShown ? 'Hide the rows' : `Show the first ${Math.min(PREVIEW_ROWS, table.rows.count)}`}
            </button>
          </p>
          {isShown ? <Preview table={table.rows} /> : null}
        </>
      ) : (
        <p className="text-xs text-fail">{table.problem}</p>
      )}
    </div>
  )
}

function Preview({ table }: { table: GeneratedRows }): ReactElement {
  const rows = Array.from({ length: Math.min(PREVIEW_ROWS, table.count) }, (_, index) => table.row(index))
  const noteOf = (index: number): string | null => {
    const kind = table.kindOf(index)
    return kind === 'valid' ? null : kind === 'invalid' ? 'invalid' : 'repeated'
  }
  return (
    <div className="grid gap-1">
      <RowsTable label="First rows" columns={table.columns} rows={rows} noteOf={noteOf} />
      <p className="text-2xs text-ink-3">Such rows as these: each run makes its own from its seed.</p>
    </div>
  )
}

type MadeTable =
  | { ok: true; rows: GeneratedRows; valid: number; invalid: number; duplicate: number }
  | { ok: false; problem: string }

function tableOf(dataset: DatasetDraft): MadeTable {
  const log = new CompileLog()
  const source = compileDatasets({ name: '', testData: { datasets: [dataset] } }, log)[0]?.source
  const problem = log.findings.find(({ severity }) => severity === 'error')
  if (problem || source?.kind !== 'generate') return { ok: false, problem: problem?.message ?? 'Nothing is made yet.' }
  const { rows, invalid, duplicate } = source
  const table = new GeneratedRows(rows, invalid, duplicate, SOME_SEED)
  return { ok: true, rows: table, valid: rows - invalid - duplicate, invalid, duplicate }
}
