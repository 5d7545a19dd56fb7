// A Prometheus server: each metric is a query of its own, answered by GET /api/v1/query.

import type { LabelledValue } from '#lib/monitors/scrape.ts'
import type { HttpSource } from './http-get.ts'
import { type Probe, ProbeError, type Told } from './probe.ts'

/** Of a query it cannot read or work out. */
const SAYS_WHY = [400, 422]

export class PrometheusQuery implements Probe {
  readonly #source: HttpSource
  readonly #url: URL
  readonly #queries: readonly string[]

  /** `url`: where the server answers, with or without the path of its queries. */
  constructor(source: HttpSource, url: URL, queries: readonly string[]) {
    this.#source = source
    this.#url = new URL(url)
    if (!this.#url.pathname.endsWith('/api/v1/query'))
      this.#url.pathname = `${this.#url.pathname.replace(/\/$/, '')}/api/v1/query`
    this.#queries = [...new Set(queries)]
  }

  async read(signal: AbortSignal): Promise<Told> {
    const figures = new Map<string, LabelledValue[]>()
    const problems = new Map<string, string>()
    const answers = await Promise.allSettled(this.#queries.map((query) => this.#ask(query, signal)))
    for (const [index, answer] of answers.entries()) {
      const query = this.#queries[index]!
      if (answer.status === 'fulfilled') figures.set(query, answer.value)
      else if (answer.reason instanceof ProbeError) problems.set(query, answer.reason.message)
      else throw answer.reason
    }
    return { figures, problems }
  }

  close(): void {
    this.#source.close()
  }

  async #ask(query: string, signal: AbortSignal): Promise<LabelledValue[]> {
    const url = new URL(this.#url)
    url.searchParams.set('query', query)
    const { json } = await this.#source.get(url, signal, SAYS_WHY)
    if (json === null) throw new ProbeError('The answer is no JSON.')
    return valuesOf(json.document)
  }
}

type Sample = { metric?: Record<string, string>; value?: [number, string] }

/** Of a vector every element, of a scalar the one. */
function valuesOf(document: unknown): LabelledValue[] {
  const { status, error, data } = (document ?? {}) as {
    status?: string
    error?: string
    data?: { resultType?: string; result?: unknown }
  }
  if (status !== 'success') throw new ProbeError(`The query failed: ${error ?? 'no reason was given'}.`)
  const result = data?.result
  if (data?.resultType === 'scalar' && Array.isArray(result)) return [{ labels: {}, value: numberIn(result[1]) }]
  if (data?.resultType !== 'vector' || !Array.isArray(result))
    throw new ProbeError(`The query gives a ${data?.resultType ?? 'value of no type'}, not one value a series.`)
  if (result.length === 0) throw new ProbeError('The query found no series.')
  return (result as Sample[]).map(({ metric = {}, value }) => ({ labels: metric, value: numberIn(value?.[1]) }))
}

const numberIn = (text: unknown): number =>
  text === '+Inf' ? Number.POSITIVE_INFINITY : text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text)
