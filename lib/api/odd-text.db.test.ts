import { beforeAll, describe, expect, it } from 'vitest'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { addEndedRun, makeTeam, type Team } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { handleApiRequest } from './handler.ts'

const database = useTestDatabase()
let team: Team
let cycle = ''

beforeAll(async () => {
  team = await makeTeam(database.db)
  cycle = (await createCycle(team.engineer.ctx, { id: team.planId })).id
  await addEndedRun(database.db, { cycleId: cycle, scenario: 'base' })
  await addEndedRun(database.db, { cycleId: cycle, scenario: 'peak' })
})

async function post(path: string, body: object, method = 'POST') {
  const request = new Request(`http://127.0.0.1:3000/api/v1${path}`, {
    ...{ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  })
  const answer = await handleApiRequest(request, async () => ({ ...team.lead.ctx, now: new Date() }))
  return { status: answer.status, body: await answer.json() }
}

describe('text that no database keeps', () => {
  it('is refused as bad input where it holds a NUL, wherever it is sent', async () => {
    const nul = 'all\u0000quiet'
    const sent: [string, object, string?][] = [
      [`/cycles/${cycle}/decision`, { outcome: 'no-go', justification: nul, reason: 'x' }],
      [`/cycles/${cycle}/waivers`, { objective: 'errors', owner: 'P', reason: nul, expiresAt: '2099-01-01T00:00:00Z' }],
      [`/cycles/${cycle}/findings`, { title: nul, severity: 'low' }],
      [`/cycles/${cycle}/checklist`, { list: 'before', item: 'env', state: 'done', note: nul }],
      [`/cycles/${cycle}`, { name: nul }, 'PATCH'],
      [`/projects/${team.projectId}/plans`, { document: { name: nul } }],
    ]
    for (const [path, body, method] of sent) {
      const answer = await post(path, body, method)
      expect([path, answer.status, answer.body.code, answer.body.message]).toEqual([
        path,
        400,
        'invalid_input',
        expect.any(String),
      ])
    }
  })

  it('names the place, also of half a character and in plans written as YAML', async () => {
    const half = await post(`/cycles/${cycle}/decision`, {
      outcome: 'no-go',
      justification: 'half \ud83d',
      reason: 'x',
    })
    expect(half).toMatchObject({ status: 400, body: { details: { fields: [{ path: 'justification' }] } } })
    const deep = { document: { name: 'Orders', slas: [{ key: 'a', label: 'a\u0000b' }] } }
    expect(await post(`/projects/${team.projectId}/plans`, deep)).toMatchObject({
      ...{ status: 400, body: { details: { fields: [{ path: 'document.slas.0.label' }] } } },
    })
    expect((await post(`/projects/${team.projectId}/plans`, { yaml: 'name: "a\\0b"' })).status).toBe(400)
    const whole = { outcome: 'no-go', justification: 'a smile 😀', reason: 'x' }
    expect(await post(`/cycles/${cycle}/decision`, whole)).toMatchObject({ status: 201, body: { changedSince: null } })
  })
})
