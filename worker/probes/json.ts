import { messageOf } from '#lib/core/errors.ts'
import type { LabelledValue } from '#lib/monitors/scrape.ts'
import { compileJsonPath, type JsonSelector } from '#worker/engine/json-path.ts'
import type { HttpSource } from './http-get.ts'
import { type Probe, ProbeError, type Told } from './probe.ts'

/** Anything that answers JSON; what is taken is the number at a path. */
export class JsonEndpoint implements Probe {
  readonly #source: HttpSource
  readonly #url: URL
  readonly #paths: { path: string; select: JsonSelector | string }[]

  constructor(source: HttpSource, url: URL, paths: readonly string[]) {
    this.#source = source
    this.#url = url
    this.#paths = paths.map((path) => ({ path, select: selectorOf(path) }))
  }

  async read(signal: AbortSignal): Promise<Told> {
    const { json } = await this.#source.get(this.#url, signal)
    if (json === null) throw new ProbeError('The answer is no JSON.')
    const figures = new Map<string, LabelledValue[]>()
    const problems = new Map<string, string>()
    for (const { path, select } of this.#paths) {
      const taken = typeof select === 'string' ? select : numberAt(path, select, json.document)
      if (typeof taken === 'string') problems.set(path, taken)
      else figures.set(path, [{ labels: {}, value: taken }])
    }
    return { figures, problems }
  }

  close(): void {
    this.#source.close()
  }
}

/** Why it cannot be read, as a sentence, in place of a selector. */
function selectorOf(path: string): JsonSelector | string {
  try {
    return compileJsonPath(path)
  } catch (error) {
    return `${messageOf(error)}.`
  }
}

function numberAt(path: string, select: JsonSelector, document: unknown): number | string {
  const { found, value } = select(document)
  if (!found) return `The answer has nothing at ${path}.`
  if (typeof value === 'boolean') return value ? 1 : 0
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : `The answer has no number at ${path}.`
}
