import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/core/errors.ts'
import { type Db, Prisma, type Tx } from './client.ts'

export type TransactionOptions = {
  isolation?: 'ReadCommitted' | 'RepeatableRead' | 'Serializable'
  /** How long the work may take, milliseconds. */
  timeoutMs?: number
}

const maxAttempts = 4

/**
 * Runs `work` in a transaction; already inside one, it joins it. Write conflicts and deadlocks are tried again, so
 * `work` has no effects outside the database. Throws `conflict` when they do not end.
 */
export async function inTransaction<T>(
  db: Db | Tx,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  if (!isDb(db)) return work(db)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.$transaction(work, {
        isolationLevel: options.isolation ?? 'ReadCommitted',
        maxWait: 10_000,
        timeout: options.timeoutMs ?? 15_000,
      })
    } catch (error) {
      if (!isWriteConflict(error)) throw error
      if (attempt === maxAttempts) {
        throw new AppError('conflict', 'Others changed the same data at the same moment. Try again.', { cause: error })
      }
      await sleep(10 * 2 ** attempt * Math.random())
    }
  }
}

function isDb(db: Db | Tx): db is Db {
  return '$transaction' in db && typeof db.$transaction === 'function'
}

function isWriteConflict(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034') return true
  const cause = (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } })?.meta
  const sqlState = cause?.driverAdapterError?.cause?.originalCode
  return sqlState === '40001' || sqlState === '40P01'
}

/** True for a breach of a unique constraint, however the statement was sent. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
