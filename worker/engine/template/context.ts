// What a request is filled in from: who sends it, which time, and what earlier responses gave.

import type { Random } from '#lib/load/random.ts'
import type { Column } from '../data/datasets.ts'

export interface RenderContext {
  /** Number of the virtual user (from 0), or of the arrival in the open model. */
  user: number
  iteration: number
  random: Random
  /** Extracted values by slot; null = nothing yet. */
  values: (string | null)[]
  /** The latest values of anybody, for requests whose user has none of its own. */
  shared: (string | null)[]
  /** The row of each data set that the iteration was given, by the place of the data set. */
  rows: (string[] | null)[]
  /** Values used so far whose names say that nobody else may see them; emptied by the caller. */
  sensitive: string[]
  /** Name of a value that was needed and is not there; set by rendering, cleared by the caller. */
  missing: string | null
}

/** Everything a template may name, fixed before the run. */
export interface TemplateNames {
  variables: Record<string, string>
  secrets: Record<string, string>
  /** Slot of each extracted value. */
  extracted: Map<string, number>
  /** The column of a data set by this name; null when there is none. */
  columns: (name: string) => Column | null
  /** Bodies of the payload class, all of one size; empty without a class. */
  payloads: string[]
}
