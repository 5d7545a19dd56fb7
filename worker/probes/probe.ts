// What reads one source of server-side metrics.

import type { Scrape } from '#lib/monitors/scrape.ts'

export type Told = Omit<Scrape, 'atMs'>

export interface Probe {
  /** What the source tells now. Rejects with a `ProbeError` when it tells nothing. `signal` aborts when its time is up. */
  read(signal: AbortSignal): Promise<Told>
  close(): void
}

/** The message is for people: a sentence that ends in a full stop. */
export class ProbeError extends Error {}
