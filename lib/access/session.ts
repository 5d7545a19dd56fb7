// The one door to better-auth: sessions of people. Accounts are made by our own commands, so sign-up over HTTP is off.

import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { hashPassword as hash } from 'better-auth/crypto'
import { getEnv } from '#lib/core/env.ts'
import { AppError } from '#lib/core/errors.ts'
import { instanceSecret } from '#lib/core/instance-secret.ts'
import { createLog } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import type { Actor } from './actor.ts'
import { addSignInAttempt, forgetSignInAttempts } from './commands/sign-in-attempt.ts'

const signInPath = '/sign-in/email'
const sessionSeconds = 30 * 24 * 3600

function createAuth(db: Db) {
  const env = getEnv()
  const log = createLog('auth')
  const baseURL = env.PUBLIC_URL ?? `http://${env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST}:${env.PORT}`
  return betterAuth({
    appName: 'Headroom',
    baseURL,
    basePath: '/api/auth',
    secret: instanceSecret(),
    telemetry: { enabled: false },
    database: prismaAdapter(db, { provider: 'postgresql', transaction: true }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: { additionalFields: { isAdmin: { type: 'boolean', required: false, defaultValue: false, input: false } } },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true },
    // Per address; per account see below.
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: { [signInPath]: { window: 60, max: 60 }, '/get-session': false },
    },
    trustedOrigins: (request) => (request ? ownOrigins(request) : []),
    advanced: {
      cookiePrefix: 'headroom',
      useSecureCookies: baseURL.startsWith('https://'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      disableOriginCheck: false,
      database: { generateId: false },
    },
    hooks: { before: limitSignIn(db), after: forgiveSignIn(db) },
    logger: { log: (level, message) => log[level === 'error' || level === 'warn' ? level : 'debug'](message) },
  })
}

/** Pages of this very server, under whatever name the browser reached it. */
function ownOrigins(request: Request): string[] {
  const host = request.headers.get('host')
  return host ? [`http://${host}`, `https://${host}`] : []
}

// Attempts count per account however many addresses they come from; a right password forgives them.
function limitSignIn(db: Db) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path !== signInPath || typeof ctx.body?.email !== 'string') return
    const allowed = await addSignInAttempt(db, ctx.body.email, new Date())
    if (!allowed) {
      throw new APIError('TOO_MANY_REQUESTS', {
        message: 'Too many failed attempts for this account. Wait 15 minutes.',
      })
    }
  })
}

function forgiveSignIn(db: Db) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path !== signInPath || !ctx.context.newSession) return
    await forgetSignInAttempts(db, ctx.context.newSession.user.email)
  })
}

// On globalThis, because the development server loads this module anew on every change.
const shared = globalThis as { headroomAuth?: WeakMap<Db, ReturnType<typeof createAuth>> }

function authFor(db: Db) {
  shared.headroomAuth ??= new WeakMap()
  const auth = shared.headroomAuth.get(db) ?? createAuth(db)
  shared.headroomAuth.set(db, auth)
  return auth
}

/** Everything below /api/auth: sign in, sign out, session. */
export function handleAuthRequest(db: Db, request: Request): Promise<Response> {
  return authFor(db).handler(request)
}

/** Whose valid session cookie the headers carry; null without one. */
export async function findSessionActor(db: Db, headers: Headers): Promise<Actor | null> {
  if (!headers.get('cookie')?.includes('headroom.session_token')) return null
  const session = await authFor(db)
    .api.getSession({ headers })
    .catch((error: unknown) => {
      // A cookie that is not valid is no error here: it fails only when the session could not be looked up.
      throw new AppError('unavailable', 'Sessions cannot be read at the moment. Try again in a few seconds.', {
        cause: error,
      })
    })
  if (!session) return null
  const { id, name, isAdmin } = session.user
  return { kind: 'user', userId: id, name, isAdmin: isAdmin === true }
}

/** scrypt, as better-auth verifies it. Takes about 100 ms on purpose. */
export function hashPassword(password: string): Promise<string> {
  return hash(password)
}
