import type { CallContext } from '#lib/access/procedure.ts'
import { findActor } from '#lib/access/queries/actor.ts'
import { getEnv } from '#lib/core/env.ts'
import { type Db, getDb } from '#lib/db/client.ts'
import { assertOwnOrigin } from './origin.ts'

/**
 * The context of a server page, from the headers of its request; `actor` is null when nobody is signed in.
 * Throws `unauthenticated` for a token that is not valid, `unavailable` without a database.
 */
export async function contextOf(headers: Headers, db: Db = getDb()): Promise<CallContext> {
  const now = new Date()
  return { actor: await findActor(db, headers, now), db, now }
}

/** The context of an HTTP call. Also throws `forbidden` when a foreign page made the browser write. */
export async function contextOfRequest(request: Request, db: Db = getDb()): Promise<CallContext> {
  if (!request.headers.has('authorization')) assertOwnOrigin(request, getEnv().PUBLIC_URL)
  return contextOf(request.headers, db)
}
