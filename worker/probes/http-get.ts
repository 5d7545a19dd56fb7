// One answer of a source over the guarded door of the load: the same targets are allowed, and no redirect is followed.

import { classifyError } from '#worker/engine/error-class.ts'
import { ForbiddenTargetError } from '#worker/engine/guard.ts'
import type { Connection } from '#worker/engine/http/connection.ts'
import type { Exchange } from '#worker/engine/http/exchange.ts'
import { Received } from '#worker/engine/http/received.ts'
import type { ResponseHead } from '#worker/engine/http/response-head.ts'
import type { DoorOptions } from '#worker/engine/http/tls.ts'
import { HttpDoor } from '#worker/engine/http-client.ts'
import { ResponseView } from '#worker/engine/response.ts'
import { ProbeError } from './probe.ts'

const MOST_BYTES = 4_000_000
/** Then another address of the name is tried; all together have what `signal` gives them. */
const ONE_ADDRESS_MS = 2_000

export type SourceDoor = Omit<DoorOptions, 'connections' | 'connectTimeoutMs' | 'firstByteTimeoutMs'>

export class HttpSource {
  readonly #options: SourceDoor
  readonly #headers: string[]
  #door: HttpDoor | null = null

  /** `headers`: name, value, name, value, … */
  constructor(options: SourceDoor, headers: string[]) {
    this.#options = options
    this.#headers = headers
  }

  /** The answer with status 200, or one of `also`; anything else rejects with a `ProbeError`. */
  async get(url: URL, signal: AbortSignal, also: readonly number[] = []): Promise<ResponseView> {
    const timeouts = { connectTimeoutMs: ONE_ADDRESS_MS, firstByteTimeoutMs: null }
    this.#door ??= new HttpDoor({ ...this.#options, ...timeouts, connections: null })
    const request = new Request(url.pathname + url.search, this.#headers, [200, ...also])
    const giveUp = () => {
      this.close()
      request.onError(new ProbeError('The source did not answer in time.'))
    }
    signal.addEventListener('abort', giveUp)
    try {
      if (signal.aborted) giveUp()
      else this.#door.originOf(url).submit(request)
      return await request.answer
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  close(): void {
    this.#door?.close()
    this.#door = null
  }
}

class Request implements Exchange {
  readonly method = 'GET'
  readonly path: string
  readonly headers: string[]
  readonly areHeadersConstant = false
  readonly body = null
  readonly verbatim = null
  connection: Connection | null = null
  readonly privateConnections = null
  hadConnection = false
  waitedForSlot = false
  isAbandoned = false
  isRepeated = false
  readonly answer: Promise<ResponseView>
  readonly #received = new Received()
  readonly #taken: readonly number[]
  #status = 0
  #bytes = 0
  #tell!: (view: ResponseView) => void
  #refuse!: (error: ProbeError) => void

  constructor(path: string, headers: string[], taken: readonly number[]) {
    this.#taken = taken
    this.path = path
    this.headers = headers
    this.#received.begin(MOST_BYTES)
    this.answer = new Promise((resolve, reject) => {
      this.#tell = resolve
      this.#refuse = reject
    })
  }

  onWritten(): void {}

  onHead(head: ResponseHead, bytes: Buffer, from: number, to: number): void {
    this.#status = head.status
    this.#received.head(bytes, from, to)
  }

  onBody(bytes: Buffer, from: number, to: number): boolean {
    this.#received.body(bytes, from, to)
    this.#bytes += to - from
    return this.#bytes <= MOST_BYTES
  }

  keep(): void {
    this.#received.keep()
  }

  onEnd(): void {
    this.#received.keep()
    const view = new ResponseView(this.#status, this.#received.fields, 0, [...this.#received.chunks])
    const problem = this.#problem()
    this.#received.release()
    if (problem === null) this.#tell(view)
    else this.#refuse(new ProbeError(problem))
  }

  onError(error: Error): void {
    this.#received.release()
    this.#refuse(error instanceof ProbeError ? error : new ProbeError(sentenceOf(error, this.#status > 0)))
  }

  #problem(): string | null {
    if (this.#status >= 300 && this.#status < 400)
      return `The source answered ${this.#status}; redirects are not followed, so write the address it leads to.`
    if (!this.#taken.includes(this.#status)) return `The source answered ${this.#status}.`
    return this.#bytes > MOST_BYTES ? `The answer is longer than ${MOST_BYTES / 1e6} MB.` : null
  }
}

/** Without the address, which may hold a secret. */
function sentenceOf(error: Error, hasBegun: boolean): string {
  if (error instanceof ForbiddenTargetError) return error.message
  return SENTENCES[classifyError(error, hasBegun)] ?? 'The source could not be read.'
}

const SENTENCES: Partial<Record<ReturnType<typeof classifyError>, string>> = {
  dns: 'The name of the source is not known.',
  refused: 'The source refused the connection.',
  reset: 'The source closed the connection.',
  timeout: 'The source did not answer in time.',
  truncated: 'The answer was cut short.',
  protocol: 'The source did not answer as HTTP.',
  tls: 'TLS could not be agreed on with the source.',
}
