import { parsePrometheusText } from '#lib/monitors/prometheus-text.ts'
import type { HttpSource } from './http-get.ts'
import { type Probe, ProbeError, type Told } from './probe.ts'

/** A page of metrics as text, such as `/metrics`. */
export class PrometheusEndpoint implements Probe {
  readonly #source: HttpSource
  readonly #url: URL

  constructor(source: HttpSource, url: URL) {
    this.#source = source
    this.#url = url
  }

  async read(signal: AbortSignal): Promise<Told> {
    const { text } = await this.#source.get(this.#url, signal)
    const { figures, types, unreadable } = parsePrometheusText(text)
    if (figures.size === 0 && unreadable > 0) throw new ProbeError('The answer is no Prometheus text.')
    return { figures, types }
  }

  close(): void {
    this.#source.close()
  }
}
