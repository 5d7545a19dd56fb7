// Data sets as rows to be dealt out: a file, or a CSV made for the run with exact numbers of bad and repeated rows.

import { parsePercent, parseWhole } from '#lib/core/units.ts'
import type { CompiledDataset } from '../compiled.ts'
import type { DatasetDraft } from '../dataset-columns.ts'
import type { PlanDraft } from '../document/plan.ts'
import { type CompileLog, isBlank } from './compile-log.ts'

export function compileDatasets(draft: PlanDraft, log: CompileLog): CompiledDataset[] {
  return (draft.testData?.datasets ?? []).map((dataset) => {
    const place = `testData.datasets.${dataset.key}`
    return {
      key: dataset.key,
      pick: log.choice(`${place}.pick`, dataset.pick, ['sequential', 'random', 'unique'], 'sequential'),
      source: readSource(dataset, place, log),
    }
  })
}

function readSource(dataset: DatasetDraft, place: string, log: CompileLog): CompiledDataset['source'] {
  if (dataset.generate && !isBlank(dataset.file)) {
    const message = 'A data set is either a file or generated, not both'
    log.error('dataset', place, message, 'Remove file or generate')
  }
  if (dataset.generate) return readGenerated(dataset.generate, `${place}.generate`, log)
  return {
    kind: 'file',
    file: log.required(`${place}.file`, dataset.file, 'The file of the data set', 'file: users.csv'),
  }
}

/** Parts are percentages of the rows, or numbers of them; what is not written is the rest (of valid rows) or none. */
function readGenerated(
  generate: NonNullable<DatasetDraft['generate']>,
  place: string,
  log: CompileLog,
): CompiledDataset['source'] {
  log.choice(`${place}.kind`, generate.kind, ['csv'], 'csv')
  const rows =
    log.whole(`${place}.rows`, log.required(`${place}.rows`, generate.rows, 'The number of rows', 'rows: 100000'), 1) ??
    0
  const part = (name: 'valid' | 'invalid' | 'duplicate') =>
    log.quantity(`${place}.${name}`, generate[name], (text) => {
      if (!/%|percent/i.test(text)) return parseWhole(text)
      const share = parsePercent(text)
      return share.ok ? { ok: true, value: Math.round(share.value * rows) } : share
    })
  const [valid, invalid, duplicate] = [part('valid'), part('invalid') ?? 0, part('duplicate') ?? 0]
  const sum = (valid ?? 0) + invalid + duplicate
  if (rows > 0 && (valid === null ? sum > rows : sum !== rows))
    refuseSum({ valid, invalid, duplicate, rows, sum }, place, log)
  else if (duplicate > 0 && duplicate >= rows - invalid) {
    const message = 'There is no valid row that the duplicates could repeat'
    log.error('dataset', `${place}.duplicate`, message, 'Write, for example, valid: 95%, invalid: 3%, duplicate: 2%')
  }
  return { kind: 'generate', rows, invalid, duplicate }
}

type Parts = { valid: number | null; invalid: number; duplicate: number; rows: number; sum: number }

function refuseSum({ valid, invalid, duplicate, rows, sum }: Parts, place: string, log: CompileLog): void {
  const parts = [valid, invalid, duplicate].filter((part) => part !== null)
  log.findings.push({
    rule: 'dataset',
    severity: 'error',
    message: `The parts of the data set make ${sum} of ${rows} rows, not all of them`,
    places: [place],
    arithmetic: `${parts.join(' + ')} = ${sum}`,
    fix: 'Write parts that add up to 100%, for example valid: 95%, invalid: 3%, duplicate: 2%',
  })
}
