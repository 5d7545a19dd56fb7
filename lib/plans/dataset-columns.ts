// Which columns a data set is known to have.

import type { PlanDraft } from './document/plan.ts'

export type DatasetDraft = NonNullable<NonNullable<PlanDraft['testData']>['datasets']>[number]

/** Of every generated data set. */
export const GENERATED_COLUMNS = ['email', 'name', 'phone', 'city'] as const

/** null for a file whose columns the plan does not tell. */
export function columnsOf({ generate, columns = [] }: DatasetDraft): readonly string[] | null {
  if (generate) return GENERATED_COLUMNS
  return columns.length > 0 ? columns.map((column) => column.trim()) : null
}

/** The draft with the columns of the files it names, whatever it says of them itself. */
export function withFileColumns(draft: PlanDraft, files: readonly { name: string; columns: string[] }[]): PlanDraft {
  const datasets = draft.testData?.datasets?.map((dataset) => {
    const file = files.find(({ name }) => name === dataset.file?.trim())
    return file && !dataset.generate ? { ...dataset, columns: file.columns } : dataset
  })
  return datasets ? { ...draft, testData: { ...draft.testData, datasets } } : draft
}

/** What `{{ … }}` may be for a data set: its columns, alone and behind its key. */
export function namesOfDataset(dataset: DatasetDraft): string[] {
  return (columnsOf(dataset) ?? []).flatMap((column) => [column, `${dataset.key}.${column}`])
}
