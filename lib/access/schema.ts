// Shapes of access as form, API and command line share them.

import { z } from 'zod'
import { pageShape } from '#lib/core/page.ts'
import { ROLES } from './role.ts'

export const idSchema = z.uuid({
  error: 'Give the id as the API answered it, e.g. 0193c7a0-7c1e-7000-8000-1a2b3c4d5e6f',
})
export const instantSchema = z.iso.datetime()
const futureInstantSchema = z.iso.datetime({
  offset: true,
  error: 'Give a time as ISO 8601, e.g. 2027-01-31T00:00:00Z',
})
export const roleSchema = z.enum(ROLES, { error: `Give one of ${ROLES.join(', ')}` })

const line = (what: string, max: number) =>
  z
    .string({ error: `Give ${what}` })
    .trim()
    .min(1, { error: `Give ${what}` })
    .max(max, { error: `Keep it to ${max} characters` })

const nameSchema = line('a name, e.g. "Orders"', 120)
const emailSchema = z
  .string({ error: 'Give an e-mail address, e.g. ada@example.test' })
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: 'Give an e-mail address, e.g. ada@example.test' }).max(254))
const passwordSchema = z
  .string({ error: 'Give a password of 8 to 128 characters' })
  .min(8, { error: 'Give a password of 8 to 128 characters' })
  .max(128, { error: 'Give a password of 8 to 128 characters' })

export const setupSchema = z.strictObject({
  name: line('your name, e.g. "Ada Lovelace"', 120),
  email: emailSchema,
  password: passwordSchema,
})
export const setupAnswerSchema = z.object({ token: z.string() })
export const setupStateSchema = z.object({ needed: z.boolean() })

export const meSchema = z.object({
  kind: z.enum(['user', 'token']),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  isAdmin: z.boolean(),
  /** Of a token only: its ceiling and the one project it is bound to. */
  role: roleSchema.optional(),
  projectId: z.string().nullable().optional(),
})

export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** Of whoever asks. */
  role: roleSchema,
  createdAt: instantSchema,
})
const descriptionSchema = z.string().trim().max(2000, { error: 'Keep it to 2000 characters' })
export const createProjectSchema = z.strictObject({ name: nameSchema, description: descriptionSchema.optional() })
export const projectIdSchema = z.object({ id: idSchema })
export const updateProjectSchema = z.strictObject({
  id: idSchema,
  name: nameSchema.optional(),
  description: descriptionSchema.optional(),
})
export const listProjectsSchema = z.object({ ...pageShape })

export const memberSchema = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  since: instantSchema,
})
export const listMembersSchema = z.object({ id: idSchema, ...pageShape })
export const addMemberSchema = z.strictObject({
  id: idSchema,
  email: emailSchema,
  /** For somebody without an account; both are needed then. */
  name: line('a name, e.g. "Ada Lovelace"', 120).optional(),
  password: passwordSchema.optional(),
  role: roleSchema,
})
export const updateMemberSchema = z.strictObject({ id: idSchema, userId: idSchema, role: roleSchema })
export const removeMemberSchema = z.object({ id: idSchema, userId: idSchema })

export const createTokenSchema = z.strictObject({
  name: line('what it is for, e.g. "nightly pipeline"', 120),
  projectId: idSchema.optional(),
  role: roleSchema,
  expiresAt: futureInstantSchema.optional(),
})
export const newTokenSchema = z.object({ id: z.string(), token: z.string(), prefix: z.string() })
export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  projectId: z.string().nullable(),
  role: roleSchema,
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable(),
})
export const listTokensSchema = z.object({ ...pageShape })
export const tokenIdSchema = z.object({ id: idSchema })

export const auditEventSchema = z.object({
  id: z.string(),
  at: instantSchema,
  actor: z.object({ kind: z.string(), name: z.string() }),
  verb: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  details: z.record(z.string(), z.unknown()),
})
export const listAuditSchema = z.object({ id: idSchema, ...pageShape })
export const listInstanceAuditSchema = z.strictObject(pageShape)

const secretKeyShape = {
  id: idSchema,
  environment: line('the key of an environment, e.g. "staging"', 120),
  name: line('the name the plan gives the secret, e.g. API_KEY', 120),
}
export const secretKeySchema = z.strictObject(secretKeyShape)
export const putSecretSchema = z.strictObject({
  ...secretKeyShape,
  value: z
    .string({ error: 'Give the value as text' })
    .min(1, { error: 'Give a value; to take one away, delete the secret' })
    .max(16_384, { error: 'Keep it to 16,384 characters' }),
})
export const secretSchema = z.object({ environment: z.string(), name: z.string(), updatedAt: instantSchema })

export type Setup = z.output<typeof setupSchema>
export type Project = z.output<typeof projectSchema>
export type Member = z.output<typeof memberSchema>
export type TokenView = z.output<typeof tokenSchema>
export type SecretView = z.output<typeof secretSchema>
export type Me = z.output<typeof meSchema>
