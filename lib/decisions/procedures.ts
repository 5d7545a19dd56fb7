// What people decide on a cycle, in the HTTP API.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { pageOf } from '#lib/core/page.ts'
import { cycleIdSchema, listCyclesSchema } from '#lib/cycles/input-schema.ts'
import { cycleListItemSchema } from '#lib/cycles/schema.ts'
import { decide } from './commands/decide.ts'
import { signDecision } from './commands/sign.ts'
import { revokeWaiver, waiveObjective } from './commands/waive.ts'
import { getEvidence, getLastDecision, getSignOffs, getWaivers } from './queries/decisions.ts'
import { listPlanCycles, listProjectCycles } from './queries/list.ts'
import * as shape from './schema.ts'

const tags = ['Cycles']

export const decisionProcedures = {
  listOfProject: procedure
    .route({
      method: 'GET',
      path: '/projects/{id}/cycles',
      summary: 'List the cycles of a project, newest first',
      tags,
    })
    .input(listCyclesSchema)
    .output(pageOf(cycleListItemSchema))
    .handler(({ context, input }) => listProjectCycles(context, input)),
  listOfPlan: procedure
    .route({ method: 'GET', path: '/plans/{id}/cycles', summary: 'List the cycles of a plan, newest first', tags })
    .input(listCyclesSchema)
    .output(pageOf(cycleListItemSchema))
    .handler(({ context, input }) => listPlanCycles(context, input)),
  waivers: procedure
    .route({
      method: 'GET',
      path: '/cycles/{id}/waivers',
      summary: 'Waivers of a cycle, lapsed and revoked ones too',
      tags,
    })
    .input(cycleIdSchema)
    .output(z.object({ items: z.array(shape.waiverSchema) }))
    .handler(async ({ context, input: { id } }) => ({ items: await getWaivers(context, id) })),
  waive: procedure
    .route({
      method: 'POST',
      path: '/cycles/{id}/waivers',
      summary: 'Accept a breach until a day',
      tags,
      successStatus: 201,
    })
    .input(shape.waiveSchema)
    .output(shape.waiverSchema)
    .handler(async ({ context, input }) => {
      const id = await waiveObjective(context, input)
      return (await getWaivers(context, input.id)).find((one) => one.id === id) as shape.WaiverView
    }),
  revokeWaiver: procedure
    .route({
      method: 'DELETE',
      path: '/cycles/{id}/waivers/{waiver}',
      summary: 'Revoke a waiver',
      tags,
      successStatus: 204,
    })
    .input(shape.waiverKeySchema)
    .output(z.void())
    .handler(({ context, input }) => revokeWaiver(context, input)),
  decide: procedure
    .route({
      method: 'POST',
      path: '/cycles/{id}/decision',
      summary: 'Decide go, conditional or no-go',
      description:
        'Supersedes the decision before. Against the proposal a `reason` is needed; a decision somebody else made meanwhile is a 409.',
      tags,
      successStatus: 201,
    })
    .input(shape.decideSchema)
    .output(shape.decisionSchema)
    .handler(async ({ context, input }) => {
      await decide(context, input)
      return getLastDecision(context, input.id)
    }),
  sign: procedure
    .route({
      method: 'POST',
      path: '/cycles/{id}/sign-offs',
      summary: 'Sign the decision that counts',
      description: 'A signature holds while revision, runs, verdicts, waivers and decision stay as they are.',
      tags,
      successStatus: 201,
    })
    .input(shape.signSchema)
    .output(z.object({ items: z.array(shape.signOffSchema) }))
    .handler(async ({ context, input }) => {
      await signDecision(context, input)
      return { items: await getSignOffs(context, input.id) }
    }),
  signOffs: procedure
    .route({ method: 'GET', path: '/cycles/{id}/sign-offs', summary: 'Who signed, and whether it still holds', tags })
    .input(cycleIdSchema)
    .output(z.object({ items: z.array(shape.signOffSchema) }))
    .handler(async ({ context, input: { id } }) => ({ items: await getSignOffs(context, id) })),
  evidence: procedure
    .route({
      method: 'GET',
      path: '/cycles/{id}/evidence',
      summary: 'What the decision stands on, as the text that was hashed',
      tags,
    })
    .input(cycleIdSchema)
    .output(shape.evidenceSchema)
    .handler(({ context, input: { id } }) => getEvidence(context, id)),
}
