import { key, keyedList, section, text, textRecord, texts } from './leaf.ts'

export const accountsSchema = section({
  count: text.optional(),
  distribution: textRecord.optional(),
})

export const payloadSchema = section({
  key,
  size: text.optional(),
  count: text.optional(),
})

export const preloadSchema = section({
  records: text.optional(),
  distribution: text.optional(),
  indexing: text.optional(),
})

/** Parts as percentages of the rows, or as numbers of them. */
export const generatedDataSchema = section({
  kind: text.optional(),
  rows: text.optional(),
  valid: text.optional(),
  invalid: text.optional(),
  duplicate: text.optional(),
})

export const datasetSchema = section({
  key,
  file: text.optional(),
  /** Names of the columns of a file, so that a mistyped `{{ name }}` is found before a run. */
  columns: texts.optional(),
  generate: generatedDataSchema.optional(),
  /** sequential, random or unique. */
  pick: text.optional(),
})

export const testDataSchema = section({
  accounts: accountsSchema.optional(),
  payloads: keyedList(payloadSchema).optional(),
  preload: preloadSchema.optional(),
  datasets: keyedList(datasetSchema).optional(),
})
