import { randomBytes } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { messageOf } from '#lib/core/errors.ts'

// Prisma's Postgres adapter was made for queries; the schema engine needs three things of it done differently:
// - the catalogue is full of "char" columns (oid 18), which the adapter does not know and the engine expects as characters;
// - a migration must reach the server whole: split at every semicolon, a trigger's body falls apart, and half of it stays;
// - the database for trial runs must be another one, while a connection string outweighs the name the adapter gives it.

const singleCharOid = 18
const standInOid = 1002

export type SchemaAdapterFactory = SqlMigrationAwareDriverAdapterFactory & {
  /** Closes what the engine left open, which is all of it. */
  close(): Promise<void>
  /** What Postgres said about the last script it refused: the engine passes on that there was an error, not which. */
  readonly refusal: string | null
}

/** The schema engine's way to the database at `url`. */
export function schemaAdapterFactory(url: string): SchemaAdapterFactory {
  const open: SqlDriverAdapter[] = []
  let refusal: string | null = null
  const connectTo = async (place: string, afterwards?: () => Promise<void>) => {
    const adapter = await connect(place, afterwards)
    const run = adapter.executeScript
    adapter.executeScript = (script) =>
      run(script).catch((error) => {
        refusal = messageOf(error)
        throw error
      })
    open.push(adapter)
    return adapter
  }
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connectTo(url),
    connectToShadowDb: async () => {
      const name = `headroom_trial_${randomBytes(6).toString('hex')}`
      await execute(url, `CREATE DATABASE ${name}`)
      return connectTo(onDatabase(url, name), () => execute(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    },
    get refusal() {
      return refusal
    },
    close: async () => {
      await Promise.all(open.map((adapter) => adapter.dispose()))
    },
  }
}

async function connect(url: string, afterwards?: () => Promise<void>): Promise<SqlDriverAdapter> {
  const pool = cataloguePool(url)
  pool.on('error', () => {})
  const adapter = await new PrismaPg(pool).connect()
  const queryRaw = async (query: SqlQuery) => {
    const result = await adapter.queryRaw(query)
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
    )
    return { ...result, columnTypes }
  }
  const executeScript = async (script: string) => {
    // One simple query is one transaction, unless the script says otherwise.
    await pool.query(script)
  }
  let disposal: Promise<void> | undefined
  const dispose = () => {
    disposal ??= pool.end().then(afterwards)
    return disposal
  }
  return Object.assign(Object.create(adapter) as SqlDriverAdapter, { queryRaw, executeScript, dispose })
}

type FieldsOnly = { fields?: { dataTypeID: number }[] }

function cataloguePool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  const ask = pool.query.bind(pool) as (...given: unknown[]) => Promise<FieldsOnly>
  const query = async (...given: unknown[]) => {
    const result = await ask(...given)
    for (const field of result.fields ?? []) if (field.dataTypeID === singleCharOid) field.dataTypeID = standInOid
    return result
  }
  return Object.assign(pool, { query })
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The same server and account, another database. */
export function onDatabase(url: string, name: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.href
}
