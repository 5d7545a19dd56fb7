import type { Db } from '#lib/db/client.ts'

const maxAttempts = 10
const windowMs = 15 * 60_000

const accountOf = (email: string) => email.trim().toLowerCase().slice(0, 254)

/** Counts an attempt, in one statement so that none slips through beside another. False when there were too many. */
export async function addSignInAttempt(db: Db, email: string, now: Date): Promise<boolean> {
  const windowStart = new Date(now.getTime() - windowMs)
  await db.signInAttempt.deleteMany({ where: { since: { lt: windowStart } } })
  const [row] = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO sign_in_attempt (account, count, since) VALUES (${accountOf(email)}, 1, ${now})
    ON CONFLICT (account) DO UPDATE SET count = sign_in_attempt.count + 1
    RETURNING count`
  return (row?.count ?? 0) <= maxAttempts
}

export async function forgetSignInAttempts(db: Db, email: string): Promise<void> {
  await db.signInAttempt.deleteMany({ where: { account: accountOf(email) } })
}
