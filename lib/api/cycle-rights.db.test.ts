import { beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { issueToken, revokeToken } from '#lib/access/commands/token.ts'
import type { CallContext } from '#lib/access/procedure.ts'
import { ROLES, type Role } from '#lib/access/role.ts'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { createShareLink } from '#lib/cycles/commands/share-link.ts'
import { addEndedRun, makeTeam, ordersDraft, type Team } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { waiveObjective } from '#lib/decisions/commands/waive.ts'
import { createFinding } from '#lib/improvement/commands/finding.ts'
import { createRecommendation } from '#lib/improvement/commands/recommendation.ts'
import { handleAttachmentDownload, handleAttachmentUpload } from './attachment.ts'
import { contextOfRequest } from './context.ts'
import { handleCycleReport } from './cycle-report.ts'
import { handleApiRequest } from './handler.ts'

const database = useTestDatabase()
const ORIGIN = 'http://127.0.0.1:3000/api/v1'
const later = new Date(Date.now() + 86_400_000).toISOString()

/** Every call on cycles and what hangs below them: the weakest role that may, and a body that is right. */
const CALLS: [call: string, weakest: Role, body?: object][] = [
  ['GET /projects/{project}/cycles', 'viewer'],
  ['GET /projects/{project}/findings', 'viewer'],
  ['GET /projects/{project}/recommendations', 'viewer'],
  ['GET /plans/{plan}/cycles', 'viewer'],
  ['POST /plans/{plan}/cycles', 'engineer', {}],
  ['GET /runs/{run}/cycles', 'viewer'],
  ['GET /runs/{run}/checklist', 'viewer'],
  ['POST /runs/{loose}/checklist', 'engineer', { item: 'watch', state: 'done' }],
  ['GET /runs/{run}/verdicts', 'viewer'],
  ['GET /runs/{run}/revisions', 'viewer'],
  ['POST /runs/{run}/judge', 'lead', { revision: 1 }],
  ['GET /cycles/{cycle}', 'viewer'],
  ['PATCH /cycles/{cycle}', 'engineer', { name: 'Renamed' }],
  ['POST /cycles/{cycle}/start', 'engineer', {}],
  ['POST /cycles/{cycle}/pause', 'engineer', {}],
  ['POST /cycles/{cycle}/stop', 'engineer', {}],
  ['GET /cycles/{cycle}/suite', 'viewer'],
  ['GET /cycles/{cycle}/runs', 'viewer'],
  ['POST /cycles/{cycle}/runs', 'engineer', { run: '{loose}' }],
  ['PATCH /cycles/{cycle}/runs/{run}', 'engineer', { excluded: { because: 'cold' } }],
  ['DELETE /cycles/{cycle}/runs/{run}', 'engineer'],
  ['GET /cycles/{cycle}/checklist', 'viewer'],
  ['POST /cycles/{cycle}/checklist', 'engineer', { list: 'before', item: 'env', state: 'done' }],
  ['PUT /cycles/{cycle}/texts', 'engineer', { section: 'conclusion', text: 'x' }],
  ['GET /cycles/{cycle}/findings', 'viewer'],
  ['POST /cycles/{cycle}/findings', 'engineer', { title: 'Slow', severity: 'low' }],
  ['PATCH /findings/{finding}', 'engineer', { status: 'fixed' }],
  ['GET /cycles/{cycle}/recommendations', 'viewer'],
  ['POST /cycles/{cycle}/recommendations', 'engineer', { text: 'x', horizon: 'long', priority: 'P2' }],
  ['PATCH /recommendations/{recommendation}', 'engineer', { status: 'done' }],
  ['GET /cycles/{cycle}/waivers', 'viewer'],
  ['POST /cycles/{cycle}/waivers', 'lead', { objective: 'errors', owner: 'P', reason: 'x', expiresAt: later }],
  ['DELETE /cycles/{cycle}/waivers/{waiver}', 'lead'],
  ['POST /cycles/{cycle}/decision', 'lead', { outcome: 'no-go', justification: 'x' }],
  ['GET /cycles/{cycle}/evidence', 'viewer'],
  ['GET /cycles/{cycle}/sign-offs', 'viewer'],
  ['POST /cycles/{cycle}/sign-offs', 'viewer', { role: 'Test lead' }],
  ['GET /cycles/{cycle}/share-links', 'lead'],
  ['POST /cycles/{cycle}/share-links', 'lead', { expiresAt: later }],
  ['DELETE /cycles/{cycle}/share-links/{link}', 'lead'],
  ['GET /cycles/{cycle}/report', 'viewer'],
  ['POST /projects/{project}/attachments', 'engineer'],
  ['GET /attachments/{attachment}', 'viewer'],
]
const OTHERS = [/^\/cycles\//, /^\/findings\//, /^\/recommendations\//, /^\/attachments\//, /\/(cycles|attachments)$/]

type Ids = Record<string, string>
let own: Team
let foreign: Team
let ids: Ids
let foreignIds: Ids

async function furnish({ engineer, lead, projectId, planId }: Team): Promise<Ids> {
  const { db } = database
  const { id: cycle } = await createCycle(engineer.ctx, { id: planId })
  const { id: spare } = await createCycle(engineer.ctx, { id: planId })
  const run = await addEndedRun(db, { cycleId: cycle, scenario: 'base' })
  const loose = await addEndedRun(db, { cycleId: spare, scenario: 'peak' })
  await db.cycleRun.deleteMany({ where: { runId: loose } })
  const work = { id: cycle, owner: 'Product', reason: 'Known', expiresAt: later }
  const { link } = await createShareLink(lead.ctx, { id: cycle, expiresAt: later })
  const finding = await createFinding(engineer.ctx, { id: cycle, title: 'Late', severity: 'low' })
  const todo = { id: cycle, text: 'Warm up', horizon: 'immediate', priority: 'P2' } as const
  const content = new TextEncoder().encode('all quiet')
  const data = { projectId, name: 'a.txt', mediaType: 'text/plain', sizeBytes: content.length, sha256: 's', content }
  const attachment = await db.attachment.create({ data: { ...data, uploadedBy: 'Enno' }, select: { id: true } })
  return {
    ...{ project: projectId, plan: planId, cycle, run, loose, link: link.id, finding: finding.id },
    ...{ attachment: attachment.id, recommendation: (await createRecommendation(engineer.ctx, todo)).id },
    waiver: await waiveObjective(lead.ctx, { ...work, objective: 'a1' }),
  }
}

beforeAll(async () => {
  const draft = ordersDraft()
  const watched = { ...draft, checklists: { ...draft.checklists, during: [{ key: 'watch', text: 'Watch' }] } }
  ;[own, foreign] = [await makeTeam(database.db, watched), await makeTeam(database.db, watched)]
  ;[ids, foreignIds] = [await furnish(own), await furnish(foreign)]
})

const fill = (text: string, with_: Ids) => text.replace(/\{(\w+)\}/g, (_, name: string) => with_[name] ?? '?')

type FindContext = (request: Request) => Promise<CallContext>

async function send(call: string, body: object | undefined, findContext: FindContext, with_ = ids): Promise<number> {
  const [method = '', path = ''] = fill(call, with_).split(' ')
  const text = body && fill(JSON.stringify(body), with_)
  const id = path.split('/')[2] ?? ''
  const request = (query = '', content = text) =>
    new Request(`${ORIGIN}${path}${query}`, {
      method,
      headers: { host: '127.0.0.1:3000', ...(content ? { 'content-type': 'application/json' } : {}) },
      ...(content ? { body: content } : {}),
    })
  if (path.endsWith('/report')) return (await handleCycleReport(request(), id, findContext)).status
  if (method === 'GET' && path.startsWith('/attachments/'))
    return (await handleAttachmentDownload(request(), id, findContext)).status
  if (path.endsWith('/attachments'))
    return (await handleAttachmentUpload(request('?name=a.txt', 'quiet'), id, findContext)).status
  return (await handleApiRequest(request(), findContext)).status
}

const as =
  ({ actor, db }: Ctx): FindContext =>
  async () => ({ actor, db, now: new Date() })

const outcomes = async (findContext: FindContext, calls = CALLS) => {
  const found: [string, number][] = []
  for (const [call, , body] of calls) found.push([call, await send(call, body, findContext)])
  return found
}
const all = (status: number, calls = CALLS) => calls.map(([call]): [string, number] => [call, status])
const above = (role: Role) => CALLS.filter(([, weakest]) => ROLES.indexOf(weakest) > ROLES.indexOf(role))

describe('what belongs to a cycle', () => {
  it('is called here with every call there is', async () => {
    const answer = await handleApiRequest(new Request(`${ORIGIN}/openapi.json`))
    const { paths } = (await answer.json()) as { paths: Record<string, object> }
    const bare = (call: string) => call.replace(/\{\w+\}/g, '{}')
    const known = new Set(CALLS.map(([call]) => bare(call)))
    const offered = Object.entries(paths)
      .filter(([path]) => OTHERS.some((pattern) => pattern.test(path)))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    expect(offered.length).toBeGreaterThan(30)
    expect(offered.filter((call) => !known.has(bare(call)))).toEqual([])
  })

  it('is for nobody who is not signed in', async () => {
    const nobody = async () => ({ actor: null, db: database.db, now: new Date() })
    expect(await outcomes(nobody)).toEqual(all(401))
  })

  it('does not exist for people of other projects, whatever they are there', async () => {
    expect(await outcomes(as(foreign.lead.ctx))).toEqual(all(404))
    expect(await outcomes(as(own.stranger.ctx))).toEqual(all(404))
  })

  it('does not exist below a cycle of another project, either', async () => {
    const mixed = { ...ids, cycle: foreignIds.cycle ?? '' }
    const nested = CALLS.filter(([call]) => call.includes('{cycle}') && /\{(run|waiver|link)\}/.test(call))
    for (const [call, , body] of nested)
      expect([call, await send(call, body, as(foreign.lead.ctx), mixed)]).toEqual([call, 404])
    const attached = { ...foreignIds, loose: ids.loose ?? '' }
    expect(await send('POST /cycles/{cycle}/runs', { run: '{loose}' }, as(foreign.lead.ctx), attached)).toBe(404)
  })

  it.each(['viewer', 'engineer'] as const)('is refused to a %s where it takes more', async (role) => {
    expect(await outcomes(as(own[role].ctx), above(role))).toEqual(all(403, above(role)))
  })
})

describe('a token', () => {
  const bearer =
    (token: string): FindContext =>
    (request) => {
      const headers = new Headers(request.headers)
      headers.set('authorization', `Bearer ${token}`)
      return contextOfRequest(new Request(request.url, { headers }), database.db)
    }

  it('does no more than its role, in no other project than its own, and nothing once it is revoked', async () => {
    const ctx = { ...own.lead.ctx, now: new Date() }
    const viewing = await issueToken(ctx, { name: 'dashboard', role: 'viewer', projectId: own.projectId })
    expect(await outcomes(bearer(viewing.token), above('viewer'))).toEqual(all(403, above('viewer')))
    expect(await send('GET /cycles/{cycle}', undefined, bearer(viewing.token))).toBe(200)
    await revokeToken(ctx, viewing.id)
    expect(await outcomes(bearer(viewing.token))).toEqual(all(401))
  })

  it('of another project opens nothing, though its owner could', async () => {
    const { db } = database
    await db.membership.create({ data: { userId: own.lead.userId, projectId: foreign.projectId, role: 'lead' } })
    const ctx = { ...own.lead.ctx, now: new Date() }
    const bound = await issueToken(ctx, { name: 'elsewhere', role: 'lead', projectId: foreign.projectId })
    expect(await outcomes(bearer(bound.token))).toEqual(all(404))
    expect(await send('GET /cycles/{cycle}', undefined, bearer(bound.token), foreignIds)).toBe(200)
  })
})

it('the weakest role that may is not held back', async () => {
  const people: Record<string, Ctx> = { viewer: own.viewer.ctx, engineer: own.engineer.ctx, lead: own.lead.ctx }
  for (const [call, weakest, body] of CALLS) {
    const status = await send(call, body, as(people[weakest] as Ctx))
    expect([call, [401, 403, 404, 500].includes(status) ? status : 'let in']).toEqual([call, 'let in'])
  }
})
