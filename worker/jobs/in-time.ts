import { AppError } from '#lib/core/errors.ts'

/**
 * What the database answers, or `unavailable` when it has not within `withinMs`: a connection that went silent would keep its caller
 * waiting for ever. The question itself is not taken back; asked again, it goes over another connection.
 */
export async function inTime<Answer>(answer: Promise<Answer>, withinMs: number): Promise<Answer> {
  const { promise: silence, reject } = Promise.withResolvers<never>()
  const why = new AppError('unavailable', `The database has not answered for ${withinMs / 1000} s.`)
  const timer = setTimeout(() => reject(why), withinMs)
  try {
    return await Promise.race([answer, silence])
  } finally {
    clearTimeout(timer)
  }
}
