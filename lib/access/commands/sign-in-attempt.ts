import type { Db } from '#lib/db/client.ts'

const maxAttempts = 10
const windowMs = 15 * 60_000

const keyOf = (email: string) => `account|${email.trim().toLowerCase().slice(0, 254)}`

/** Counts an attempt, in one statement so that none slips through beside another. False when there were too many. */
export async function addSignInAttempt(db: Db, email: string, now: Date): Promise<boolean> {
  const key = keyOf(email)
  const nowMs = BigInt(now.getTime())
  const windowStart = nowMs - BigInt(windowMs)
  const [row] = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO rate_limit (id, key, count, last_request)
    VALUES (gen_random_uuid(), ${key}, 1, ${nowMs})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limit.last_request < ${windowStart} THEN 1 ELSE rate_limit.count + 1 END,
      last_request = CASE
        WHEN rate_limit.last_request < ${windowStart} OR rate_limit.count < ${maxAttempts} THEN ${nowMs}
        ELSE rate_limit.last_request END
    RETURNING count`
  return (row?.count ?? 0) <= maxAttempts
}

export async function forgetSignInAttempts(db: Db, email: string): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key: keyOf(email) } })
}
