import path from 'node:path'
import { z } from 'zod'
import { AppError } from './errors.ts'

const port = z.coerce.number().int().min(0).max(65_535)

const flag = z
  .enum(['0', '1', 'true', 'false'])
  .transform((value) => value === '1' || value === 'true')
  .optional()

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).catch('production'),
  /** Postgres to use; without it Headroom runs its own in DATA_DIR. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/[^\s]+$/)
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Where browsers reach Headroom, when that is not http://HOST:PORT. */
  PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DEMO_PORT: port.default(4010),
  /** Set by `npm start` for its children: where the demo target listens, only while it runs one. */
  HEADROOM_DEMO_URL: z.url().optional(),
  /** Signs sessions and seals secrets; without it a key is made once in DATA_DIR. The same for all who share a database. */
  HEADROOM_SECRET: z.string().min(32).optional(),
  /** Where the command line finds the server, and the token it shows. */
  HEADROOM_URL: z.url().optional(),
  HEADROOM_TOKEN: z.string().min(1).optional(),
  /** What this worker can be asked for, e.g. where it stands, separated by commas. */
  HEADROOM_WORKER_LABELS: z
    .string()
    .transform((text) => text.split(',').map((label) => label.trim()))
    .pipe(z.array(z.string().min(1)))
    .default([]),
  /** Generator threads of a worker; default: one core is left for the rest. */
  HEADROOM_WORKER_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  /** Runs that wait or go on at the same time. */
  HEADROOM_MAX_RUNS: z.coerce.number().int().min(1).default(50),
  HEADROOM_DIST_DIR: z.string().min(1).default('.next'),
  HEADROOM_VERBOSE: flag,
  /** Set by npm for what it runs. */
  npm_lifecycle_event: z.string().optional(),
})

export type Env = z.output<typeof schema>

const examples: Partial<Record<keyof Env, string>> = {
  DATABASE_URL: 'DATABASE_URL=postgres://user:password@127.0.0.1:5432/headroom',
  DATA_DIR: 'DATA_DIR=.data',
  PORT: 'PORT=3000',
  HOST: 'HOST=127.0.0.1',
  PUBLIC_URL: 'PUBLIC_URL=https://headroom.example.com',
  LOG_LEVEL: 'LOG_LEVEL=info (trace, debug, info, warn, error, fatal or silent)',
  DEMO_PORT: 'DEMO_PORT=4010',
  HEADROOM_SECRET: 'HEADROOM_SECRET=<at least 32 characters>',
  HEADROOM_WORKER_LABELS: 'HEADROOM_WORKER_LABELS=eu-west,big',
  HEADROOM_WORKER_THREADS: 'HEADROOM_WORKER_THREADS=3',
  HEADROOM_MAX_RUNS: 'HEADROOM_MAX_RUNS=50',
  HEADROOM_URL: 'HEADROOM_URL=http://127.0.0.1:3000',
}

/** An empty variable counts as unset, as `FOO= npm start` is how shells unset one. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return { ...parsed.data, DATA_DIR: path.resolve(parsed.data.DATA_DIR) }
  const fields = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
  const sentences = fields.map((field) => {
    const example = examples[field as keyof Env]
    return `${field} cannot be used as it is set.${example ? ` Example: ${example}` : ''}`
  })
  throw new AppError('invalid_input', sentences.join('\n'), { details: { fields } })
}

let cached: Env | undefined

/** The settings of this process, parsed once. Throws `invalid_input` naming the variable, with a correct example. */
export function getEnv(): Env {
  cached ??= parseEnv(process.env)
  return cached
}

/** From here on this process, and what it starts, has these settings: of a database or a product it started itself. */
export function changeEnv(changes: Record<string, string>): void {
  Object.assign(process.env, changes)
  cached = undefined
}

/** The environment of a child process: this one's, changed. `undefined` removes a variable. */
export function childEnv(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...changes }
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete env[name]
  return env
}

/** Variables of this process by name, e.g. the secrets an environment of a plan names. Unset and empty ones are left out. */
export function readVariables(names: readonly string[]): Record<string, string> {
  const found = names.map((name) => [name, process.env[name]] as const)
  return Object.fromEntries(found.filter((entry): entry is readonly [string, string] => Boolean(entry[1])))
}
