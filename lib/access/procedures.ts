import { z } from 'zod'
import { pageOf } from '#lib/core/page.ts'
import { addMember, removeMember, updateMember } from './commands/member.ts'
import { createProject, deleteProject, updateProject } from './commands/project.ts'
import { deleteSecret, putSecret } from './commands/secret.ts'
import { issueToken, revokeToken } from './commands/token.ts'
import { openProcedure, procedure } from './procedure.ts'
import { getMe, isSetupNeeded } from './queries/actor.ts'
import { getProject, listAudit, listInstanceAudit, listMembers, listProjects } from './queries/project.ts'
import { listSecrets } from './queries/secret.ts'
import { listTokens } from './queries/token.ts'
import * as shape from './schema.ts'

const setupState = openProcedure
  .route({ method: 'GET', path: '/setup', summary: 'Whether the first account is still to be made', tags: ['Access'] })
  .output(shape.setupStateSchema)
  .handler(async ({ context }) => ({ needed: await isSetupNeeded(context.db) }))

const me = procedure
  .route({ method: 'GET', path: '/me', summary: 'Who this call comes from', tags: ['Access'] })
  .output(shape.meSchema)
  .handler(({ context }) => getMe(context))

const tokens = {
  create: procedure
    .route({ method: 'POST', path: '/tokens', summary: 'Create an API token', tags: ['Access'], successStatus: 201 })
    .input(shape.createTokenSchema)
    .output(shape.newTokenSchema)
    .handler(({ context, input }) => issueToken(context, input)),
  list: procedure
    .route({ method: 'GET', path: '/tokens', summary: 'List your API tokens', tags: ['Access'] })
    .input(shape.listTokensSchema)
    .output(pageOf(shape.tokenSchema))
    .handler(({ context, input }) => listTokens(context, input)),
  revoke: procedure
    .route({
      method: 'DELETE',
      path: '/tokens/{id}',
      summary: 'Revoke an API token',
      tags: ['Access'],
      successStatus: 204,
    })
    .input(shape.tokenIdSchema)
    .output(z.void())
    .handler(({ context, input }) => revokeToken(context, input.id)),
}

const projects = {
  list: procedure
    .route({ method: 'GET', path: '/projects', summary: 'List your projects', tags: ['Projects'] })
    .input(shape.listProjectsSchema)
    .output(pageOf(shape.projectSchema))
    .handler(({ context, input }) => listProjects(context, input)),
  create: procedure
    .route({ method: 'POST', path: '/projects', summary: 'Create a project', tags: ['Projects'], successStatus: 201 })
    .input(shape.createProjectSchema)
    .output(shape.projectSchema)
    .handler(({ context, input }) => createProject(context, input)),
  get: procedure
    .route({ method: 'GET', path: '/projects/{id}', summary: 'Read a project', tags: ['Projects'] })
    .input(shape.projectIdSchema)
    .output(shape.projectSchema)
    .handler(({ context, input }) => getProject(context, input.id)),
  update: procedure
    .route({ method: 'PATCH', path: '/projects/{id}', summary: 'Change a project', tags: ['Projects'] })
    .input(shape.updateProjectSchema)
    .output(shape.projectSchema)
    .handler(({ context, input }) => updateProject(context, input)),
  delete: procedure
    .route({
      method: 'DELETE',
      path: '/projects/{id}',
      summary: 'Delete a project with all its plans and results',
      tags: ['Projects'],
      successStatus: 204,
    })
    .input(shape.projectIdSchema)
    .output(z.void())
    .handler(({ context, input }) => deleteProject(context, input.id)),
  audit: procedure
    .route({ method: 'GET', path: '/projects/{id}/audit', summary: 'Who did what in a project', tags: ['Projects'] })
    .input(shape.listAuditSchema)
    .output(pageOf(shape.auditEventSchema))
    .handler(({ context, input }) => listAudit(context, input)),
}

const members = {
  list: procedure
    .route({
      method: 'GET',
      path: '/projects/{id}/members',
      summary: 'List the members of a project',
      tags: ['Members'],
    })
    .input(shape.listMembersSchema)
    .output(pageOf(shape.memberSchema))
    .handler(({ context, input }) => listMembers(context, input)),
  add: procedure
    .route({
      method: 'POST',
      path: '/projects/{id}/members',
      summary: 'Add a member, with an account when they have none',
      tags: ['Members'],
      successStatus: 201,
    })
    .input(shape.addMemberSchema)
    .output(shape.memberSchema)
    .handler(({ context, input }) => addMember(context, input)),
  update: procedure
    .route({
      method: 'PATCH',
      path: '/projects/{id}/members/{userId}',
      summary: 'Change the role of a member',
      tags: ['Members'],
    })
    .input(shape.updateMemberSchema)
    .output(shape.memberSchema)
    .handler(({ context, input }) => updateMember(context, input)),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/projects/{id}/members/{userId}',
      summary: 'Remove a member',
      tags: ['Members'],
      successStatus: 204,
    })
    .input(shape.removeMemberSchema)
    .output(z.void())
    .handler(({ context, input }) => removeMember(context, input)),
}

const secrets = {
  list: procedure
    .route({
      method: 'GET',
      path: '/projects/{id}/secrets',
      summary: 'Which secrets of environments have a value; never the values',
      tags: ['Secrets'],
    })
    .input(shape.projectIdSchema)
    .output(z.object({ items: z.array(shape.secretSchema) }))
    .handler(async ({ context, input }) => ({ items: await listSecrets(context, input.id) })),
  put: procedure
    .route({
      method: 'PUT',
      path: '/projects/{id}/secrets/{environment}/{name}',
      summary: 'Give a secret of an environment its value',
      tags: ['Secrets'],
      successStatus: 204,
    })
    .input(shape.putSecretSchema)
    .output(z.void())
    .handler(({ context, input }) => putSecret(context, input)),
  delete: procedure
    .route({
      method: 'DELETE',
      path: '/projects/{id}/secrets/{environment}/{name}',
      summary: 'Take the value of a secret away',
      tags: ['Secrets'],
      successStatus: 204,
    })
    .input(shape.secretKeySchema)
    .output(z.void())
    .handler(({ context, input }) => deleteSecret(context, input)),
}

const instance = {
  audit: procedure
    .route({ method: 'GET', path: '/audit', summary: 'Who did what outside of projects, for admins', tags: ['Access'] })
    .input(shape.listInstanceAuditSchema)
    .output(pageOf(shape.auditEventSchema))
    .handler(({ context, input }) => listInstanceAudit(context, input)),
}

export const accessProcedures = { setupState, me, tokens, projects, members, secrets, instance }
