// What a try tells of one attempt: the exchange, its checks one by one, and what was taken from it. Secrets are masked.

import type { CompiledOperation } from '#lib/plans/compiled.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import { HIDDEN } from '#lib/runs/hidden.ts'
import { SAMPLE_BODY_BYTES } from '#lib/runs/sample.ts'
import { isSensitiveName } from '#lib/runs/sensitive-text.ts'
import { TRY_BODY_BYTES, type TryStep } from '#lib/runs/try-schema.ts'
import type { Attempt } from './attempt.ts'
import { compileChecks } from './checks.ts'
import { compileMetric } from './custom-metric.ts'
import { compileExtraction } from './extraction.ts'
import { viewOf } from './judge.ts'
import type { ResponseView } from './response.ts'
import { storable, takeExchange, toSample } from './sampling/exchange.ts'
import { Mask } from './sampling/mask.ts'

const VALUE_LETTERS = 500

export interface Outcome {
  nowMs: number
  failure: ErrorClass | null
  why: string | null
}

export class StepTeller {
  readonly #operations: CompiledOperation[]
  readonly #secrets: Mask
  /** Values given so far whose names say that nobody may see them. */
  readonly #sensitive = new Set<string>()

  /** `secrets`: the values of the environment's secrets. */
  constructor(operations: CompiledOperation[], secrets: readonly string[]) {
    this.#operations = operations
    this.#secrets = new Mask(secrets)
  }

  tell(attempt: Attempt, { nowMs, failure, why }: Outcome, role: TryStep['role']): TryStep {
    const source = this.#operations.find(({ key }) => key === attempt.operation.key)!
    const view = attempt.status > 0 ? viewOf(attempt, nowMs - attempt.intendedMs) : null
    const extracted = view ? extractedFrom(source, view) : []
    for (const { name, value } of extracted) if (value !== null && isSensitiveName(name)) this.#sensitive.add(value)
    for (const value of attempt.iteration.sensitive) this.#sensitive.add(value)
    const checks = checksOf(source, view)
    const metrics = view ? metricsOf(source, view) : []
    const most = role === 'tried' ? TRY_BODY_BYTES : SAMPLE_BODY_BYTES
    const taken = takeExchange(attempt, nowMs, failure, why, [...this.#sensitive], most)
    const sample = toSample(taken, failure === null ? 'slowest' : 'failed', this.#secrets)
    const { problem, errorClass, status, request, response } = sample
    return {
      ...{ operation: source.key, role, isOk: failure === null, errorClass, problem, status, request, response },
      timeMs: timesOf(attempt, nowMs),
      ...{ redirects: attempt.redirects, isRenewed: attempt.isRenewed, checks, metrics, job: null },
      extracted: extracted.map(({ name, value }) => ({
        name,
        value: value === null ? null : isSensitiveName(name) ? HIDDEN : this.shown(value, VALUE_LETTERS),
      })),
    }
  }

  /** Of a job that is done: what its last answer has goes before what the first had. */
  metricsAfter({ operation, metrics }: TryStep, view: ResponseView): TryStep['metrics'] {
    const source = this.#operations.find(({ key }) => key === operation)!
    return metricsOf(source, view).map((metric, index) => ({
      ...metric,
      value: metric.value ?? metrics[index]?.value ?? null,
    }))
  }

  /** Masked, and cut when it is long. */
  shown(text: string, most: number): string {
    const cut = storable(text.slice(0, most))
    return this.#secrets.with([...this.#sensitive])(cut, text.length > most)
  }
}

function timesOf({ intendedMs, submittedMs, writtenMs, isSent }: Attempt, nowMs: number): TryStep['timeMs'] {
  return {
    total: nowMs - intendedMs,
    waited: isSent ? writtenMs - submittedMs : null,
    answered: isSent ? nowMs - writtenMs : null,
  }
}

/** null where a pattern takes too long. */
function ifRead<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

function extractedFrom({ extract }: CompiledOperation, view: ResponseView): { name: string; value: string | null }[] {
  return Object.entries(extract).map(([name, extraction]) => ({
    name,
    value: ifRead(() => compileExtraction(extraction)(view)),
  }))
}

function checksOf({ checks }: CompiledOperation, view: ResponseView | null): TryStep['checks'] {
  return checks.map((check) => {
    if (view === null) return { text: check.text, holds: null }
    const failed = ifRead(() => compileChecks([check]).evaluate(view))
    return { text: check.text, holds: failed && failed.functional + failed.latency === 0 }
  })
}

function metricsOf({ metrics }: CompiledOperation, view: ResponseView): TryStep['metrics'] {
  return metrics.map((metric) => {
    const { key, label, unit } = metric
    return { key, label, unit, value: compileMetric(metric, -1).read(view) }
  })
}
