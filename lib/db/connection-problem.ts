import { messageOf } from '#lib/core/errors.ts'
import { redactText } from '#lib/core/redaction.ts'

/** Why a database could not be reached and what to do, in plain sentences without the password. */
export function describeConnectionProblem(error: unknown, url: string): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const code = (first as { code?: string } | undefined)?.code ?? ''
  const place = parsePlace(url)
  if (!place)
    return 'DATABASE_URL cannot be read. Example: DATABASE_URL=postgres://user:password@127.0.0.1:5432/headroom'
  const { host, port, user, database } = place
  const sentence: Record<string, string> = {
    ECONNREFUSED: `Nothing listens at ${host}:${port}. Start that Postgres, or correct DATABASE_URL.`,
    ENOTFOUND: `The host ${host} of DATABASE_URL is unknown. Correct its name.`,
    EAI_AGAIN: `The host ${host} of DATABASE_URL could not be looked up. Correct its name, or look at the network.`,
    ETIMEDOUT: `${host}:${port} does not answer. Look at the address in DATABASE_URL and at firewalls between.`,
    '28P01': `Postgres at ${host}:${port} refuses user ${user} with this password. Correct DATABASE_URL.`,
    '28000': `Postgres at ${host}:${port} does not let user ${user} in. Correct DATABASE_URL or its pg_hba.conf.`,
    '3D000': `Postgres at ${host}:${port} has no database "${database}". Create it: CREATE DATABASE "${database}".`,
    '53300': `Postgres at ${host}:${port} has no free connection. Raise max_connections, or end other clients.`,
    '57P03': `Postgres at ${host}:${port} is starting up or shutting down. Try again in a moment.`,
    '42501': `User ${user} may not create tables in database "${database}". Grant it, or use its owner.`,
  }
  const said = redactText(messageOf(error))
  const plain = sentence[code] ?? (/timeout/i.test(said) ? sentence.ETIMEDOUT : undefined)
  return `The database cannot be used. ${plain ?? `Postgres at ${host}:${port} says: ${said}`}`
}

function parsePlace(url: string): { host: string; port: string; user: string; database: string } | null {
  if (!URL.canParse(url)) return null
  const parsed = new URL(url)
  const user = decodeURIComponent(parsed.username) || 'of the system'
  return {
    host: parsed.hostname || 'localhost',
    port: parsed.port || '5432',
    user,
    database: parsed.pathname.slice(1) || user,
  }
}
