// A Postgres database: figures by name, and queries of the plan's own that give one value. Everything is read only, with a time limit, over
// one connection to the address the target policy was asked about.

import { isIP, Socket } from 'node:net'
import { Client } from 'pg'
import type { TargetPolicy } from '#lib/access/target-policy.ts'
import type { LabelledValue } from '#lib/monitors/scrape.ts'
import type { TlsOptions } from '#lib/plans/compiled.ts'
import { ForbiddenTargetError, forbiddenReason, guardedLookup } from '#worker/engine/guard.ts'
import { secureContextOf } from '#worker/engine/http/tls.ts'
import { figuresStatement, numberOf, ownStatement } from './postgres-figures.ts'
import { type Probe, ProbeError, type Told } from './probe.ts'

const MOST_BYTES = 4_000_000

export interface PostgresOptions {
  url: URL
  policy: TargetPolicy
  tls: TlsOptions
  /** Of one statement. */
  limitMs: number
  /** Names of figures. */
  names: readonly string[]
  queries: readonly string[]
}

export class Postgres implements Probe {
  readonly #options: PostgresOptions
  #client: Promise<Client> | null = null
  #open: Client | null = null

  constructor(options: PostgresOptions) {
    this.#options = options
  }

  async read(signal: AbortSignal): Promise<Told> {
    const { promise, reject } = Promise.withResolvers<never>()
    const giveUp = () => {
      this.close()
      reject(new ProbeError('The database did not answer in time.'))
    }
    signal.addEventListener('abort', giveUp)
    try {
      return await Promise.race([this.#read(), promise])
    } catch (error) {
      this.close()
      throw error instanceof ProbeError ? error : new ProbeError(sentenceOf(error))
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  close(): void {
    const client = this.#client
    this.#client = this.#open = null
    void client?.then((open) => destroy(open)).catch(() => {})
  }

  async #read(): Promise<Told> {
    const { names, queries } = this.#options
    this.#client ??= this.#connect()
    const client = await this.#client
    const figures = new Map<string, LabelledValue[]>()
    const problems = new Map<string, string>()
    const [row = {}] = names.length > 0 ? await ask(client, figuresStatement(names)) : []
    for (const [name, value] of Object.entries(row)) {
      const number = numberOf(value)
      if (number !== null) figures.set(name, [{ labels: {}, value: number }])
    }
    for (const query of queries) {
      const taken = await ownValue(client, query)
      if (typeof taken === 'string') problems.set(query, taken)
      else figures.set(query, [{ labels: {}, value: taken }])
    }
    return { figures, problems }
  }

  async #connect(): Promise<Client> {
    const { url, tls, limitMs } = this.#options
    const user = decodeURIComponent(url.username) || 'postgres'
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const port = Number(url.port) || 5432
    const isSecure = !['', 'disable'].includes(url.searchParams.get('sslmode') ?? '')
    // An address is no name a server could be asked for.
    const servername = tls.serverName ?? (isIP(host) ? null : host)
    const client = new Client({
      ...{ host: await this.#allowedAddress(host, port), port, user },
      database: decodeURIComponent(url.pathname.slice(1)) || user,
      // A function, so that no password of this worker's own environment or files takes the place of one that is not there.
      password: async () => decodeURIComponent(url.password),
      ssl: isSecure && {
        ...{ rejectUnauthorized: tls.rejectUnauthorized, secureContext: secureContextOf(tls) },
        ...(servername === null ? {} : { servername }),
      },
      ...{ connectionTimeoutMillis: limitMs, application_name: 'headroom' },
      stream: cappedSocket,
    })
    client.on('error', () => {})
    // One that breaks between two readings is opened anew at the next.
    client.on('end', () => {
      if (this.#open === client) this.#client = this.#open = null
    })
    await client.connect()
    this.#open = client
    await client.query(`SET statement_timeout = ${Math.round(limitMs)}`)
    return client
  }

  /** The address itself is connected to: asked again, the name could lead elsewhere. */
  async #allowedAddress(host: string, port: number): Promise<string> {
    const { policy } = this.#options
    if (host === '') throw new ProbeError('The address names no host.')
    if (isIP(host)) {
      const reason = forbiddenReason(policy, host, host, port)
      if (reason) throw new ForbiddenTargetError(reason)
      return host
    }
    return new Promise((resolve, reject) => {
      guardedLookup(policy, port)(host, {}, (error, address) => (error ? reject(error) : resolve(String(address))))
    })
  }
}

/** In a transaction that cannot write; only one statement gets through. */
async function ask(client: Client, text: string): Promise<Record<string, unknown>[]> {
  await client.query('BEGIN TRANSACTION READ ONLY')
  try {
    const { rows } = await client.query({ text, queryMode: 'extended' } as { text: string })
    return rows
  } finally {
    await client.query('ROLLBACK')
  }
}

/** Why there is none, in place of a value. A query that fails is no reason to give up the connection, a connection that is gone is. */
async function ownValue(client: Client, query: string): Promise<number | string> {
  try {
    const rows = await ask(client, ownStatement(query))
    if (rows.length !== 1)
      return `The query gives ${rows.length === 0 ? 'no row' : 'more than one row'}, and one is taken.`
    const values = Object.values(rows[0]!)
    const number = numberOf(values[0])
    if (values.length !== 1) return `The query gives ${values.length} columns, and one is taken.`
    return number ?? 'The query gives no number.'
  } catch (error) {
    if (typeof (error as { severity?: unknown }).severity !== 'string') throw error
    return sentenceOf(error)
  }
}

/** Ends a connection over which more comes than figures take. */
function cappedSocket(): Socket {
  const socket = new Socket()
  socket.on('connect', () => {
    let sinceWrite = 0
    let written = 0
    socket.on('data', (bytes: Buffer) => {
      if (socket.bytesWritten !== written) sinceWrite = 0
      written = socket.bytesWritten
      sinceWrite += bytes.length
      if (sinceWrite > MOST_BYTES) socket.destroy(new ProbeError(`The answer is longer than ${MOST_BYTES / 1e6} MB.`))
    })
  })
  return socket
}

function destroy(client: Client): void {
  ;(client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
}

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: 'The database refused the connection.',
  ECONNRESET: 'The database closed the connection.',
  ENOTFOUND: 'The name of the database is not known.',
  EAI_AGAIN: 'The name of the database is not known.',
  '57014': 'The query took too long.',
  '25006': 'The query would write, and only reading is allowed.',
  '28P01': 'The database refused user or password.',
  '28000': 'The database refused the user.',
  '3D000': 'There is no such database.',
  '53300': 'The database has no connection left.',
  '42501': 'The user may not read this.',
}

function sentenceOf(error: unknown): string {
  if (error instanceof ForbiddenTargetError || error instanceof ProbeError) return error.message
  const { code = '', severity, message = '' } = error as { code?: string; severity?: string; message?: string }
  const known = SENTENCES[code]
  if (known) return known
  if (/timeout/i.test(message)) return 'The database did not answer in time.'
  if (severity) return `The database says: ${message}.`
  const isOfTls = /\b(?:ssl|tls)\b|certificate/i.test(message)
  return isOfTls ? 'TLS could not be agreed on with the database.' : 'The database could not be read.'
}
