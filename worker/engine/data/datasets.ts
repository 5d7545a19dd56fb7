// The data sets of a plan as one generator thread deals them out. Sequential and unique rows are split over all threads of all workers
// in the same way as the load, so that together they take each row once; sequential begins anew after the last, unique does not.

import { AppError } from '#lib/core/errors.ts'
import type { Random } from '#lib/load/random.ts'
import { Dealer, type LoadPart, WHOLE_LOAD } from '#lib/load/split.ts'
import type { CompiledDataset } from '#lib/plans/compiled.ts'
import { Csv, formatCsv, type Rows } from '#lib/plans/data/csv.ts'
import { GeneratedRows } from '#lib/plans/data/generated-rows.ts'

export class Dataset {
  readonly key: string
  /** Its place among the rows of an iteration. */
  readonly index: number
  readonly rows: Rows
  readonly #pick: CompiledDataset['pick']
  #dealer = new Dealer(WHOLE_LOAD)

  constructor(key: string, index: number, rows: Rows, pick: CompiledDataset['pick']) {
    this.key = key
    this.index = index
    this.rows = rows
    this.#pick = pick
  }

  deal(part: LoadPart): void {
    this.#dealer = new Dealer(part)
  }

  /** The next row; null when there is none left. */
  draw(random: Random): string[] | null {
    const { count } = this.rows
    if (this.#pick === 'random') return this.rows.row(random.int(0, count - 1))
    const number = this.#dealer.next()
    if (number < count) return this.rows.row(number)
    return this.#pick === 'unique' || number === Number.POSITIVE_INFINITY ? null : this.rows.row(number % count)
  }
}

export interface Column {
  dataset: Dataset
  column: number
}

export class Datasets {
  readonly #sources: CompiledDataset[]
  readonly #files: Record<string, Uint8Array>
  readonly #seed: number
  readonly #open = new Map<string, Dataset>()
  readonly #built = new Map<string, Buffer>()
  #part = WHOLE_LOAD
  /** Iterations that found no row, by data set. */
  readonly #without = new Map<Dataset, number>()

  /** `files` holds the content of the data sets that are files, by key. */
  constructor(sources: CompiledDataset[], files: Record<string, Uint8Array>, seed: number) {
    this.#sources = sources
    this.#files = files
    this.#seed = seed
  }

  deal(part: LoadPart): void {
    this.#part = part
    for (const dataset of this.#open.values()) dataset.deal(part)
  }

  /** `users.email`, or `email` where one data set has it; null when no data set does. Throws `invalid_input` when it could be two. */
  find(name: string): Column | null {
    const dot = name.indexOf('.')
    const owner = dot > 0 ? this.#sources.find(({ key }) => key === name.slice(0, dot)) : undefined
    if (owner) return this.#columnOf(this.get(owner.key), name.slice(dot + 1))
    const found = this.#sources.flatMap(({ key }): Column[] => {
      const dataset = this.get(key)
      const column = dataset.rows.columns.indexOf(name)
      return column < 0 ? [] : [{ dataset, column }]
    })
    if (found.length > 1) {
      const names = found.map(({ dataset }) => `${dataset.key}.${name}`)
      throw new AppError('invalid_input', `${name} is a column of several data sets; write ${names.join(' or ')}`)
    }
    return found[0] ?? null
  }

  /** Throws `invalid_input` when it is not in the plan, `precondition_failed` when its file is not here. */
  get(key: string): Dataset {
    let dataset = this.#open.get(key)
    if (dataset) return dataset
    const source = this.#sources.find((candidate) => candidate.key === key)
    if (!source) throw new AppError('invalid_input', `There is no data set "${key}" in the plan.`)
    dataset = new Dataset(key, this.#sources.indexOf(source), this.#read(source), source.pick)
    dataset.deal(this.#part)
    this.#open.set(key, dataset)
    return dataset
  }

  /** All of a data set as a CSV file: made once, the same memory for every request that sends it. */
  fileOf(key: string): Buffer {
    let file = this.#built.get(key)
    if (file) return file
    const { rows } = this.get(key)
    const given = this.#files[key]
    if (rows instanceof GeneratedRows) file = formatCsv(rows)
    else file = Buffer.from(given!.buffer, given!.byteOffset, given!.byteLength)
    this.#built.set(key, file)
    return file
  }

  /** A row of each, which is not used up: for requests that only look like those of the load. */
  get firstRows(): string[][] {
    const rows: string[][] = []
    for (const dataset of this.#open.values()) rows[dataset.index] = dataset.rows.row(0)
    return rows
  }

  /** Draws a row of each for an iteration; false, and counted, when one has none left. */
  draw(datasets: readonly Dataset[], into: (string[] | null)[], random: Random): boolean {
    for (const dataset of datasets) {
      const row = dataset.draw(random)
      into[dataset.index] = row
      if (row !== null) continue
      this.#without.set(dataset, (this.#without.get(dataset) ?? 0) + 1)
      return false
    }
    return true
  }

  /** What ran out, as a sentence; null when nothing did. */
  get shortage(): string | null {
    const [first] = this.#without
    if (!first) return null
    const [{ key, rows }, without] = first
    return `The data set ${key} ran out: each of its ${shown(rows.count)} rows is used once, and ${without === 1 ? '1 iteration' : `${shown(without)} iterations`} found none left and did not begin. Give it more rows, or pick: sequential.`
  }

  #columnOf(dataset: Dataset, name: string): Column {
    const column = dataset.rows.columns.indexOf(name)
    if (column >= 0) return { dataset, column }
    const columns = dataset.rows.columns.join(', ')
    throw new AppError('invalid_input', `the data set ${dataset.key} has no column ${name}; it has: ${columns}`)
  }

  #read({ key, source }: CompiledDataset): Rows {
    if (source.kind === 'generate') {
      return new GeneratedRows(source.rows, source.invalid, source.duplicate, this.#seed)
    }
    const content = this.#files[key]
    if (content) return new Csv(content, source.file)
    throw new AppError(
      'precondition_failed',
      `The data set ${key} is read from ${source.file}, and that file is not here: upload it under Test data of the plan, or, from the command line, put it beside the plan's file.`,
    )
  }
}

const shown = (value: number) => value.toLocaleString('en-US')
