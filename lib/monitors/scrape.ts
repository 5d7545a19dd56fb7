// What a source told at one moment: figures by name, each with its label sets. One shape for all kinds of sources: paths into JSON and
// queries stand by their text.

export interface LabelledValue {
  labels: Readonly<Record<string, string>>
  value: number
}

export interface Scrape {
  /** On a clock that only goes forward. */
  atMs: number
  figures: ReadonlyMap<string, readonly LabelledValue[]>
  /** As Prometheus text says it: counter, gauge, histogram … */
  types?: ReadonlyMap<string, string>
  /** Why a figure that was asked for is not there, as a sentence. */
  problems?: ReadonlyMap<string, string>
}
