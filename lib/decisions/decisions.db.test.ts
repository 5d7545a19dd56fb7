import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { moveCycle } from '#lib/cycles/commands/move.ts'
import { excludeRun } from '#lib/cycles/commands/runs.ts'
import { codeOf, inDays, makeRanCycle, ordersDraft, type RanCycle } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import type { Validity, Verdict } from '#lib/verdicts/verdict.ts'
import { decide } from './commands/decide.ts'
import { signDecision } from './commands/sign.ts'
import { revokeWaiver, waiveObjective } from './commands/waive.ts'
import { assessCycle } from './queries/assessment.ts'
import { getEvidence, getLastDecision, getSignOffs, getWaivers } from './queries/decisions.ts'
import { listProjectCycles } from './queries/list.ts'

const database = useTestDatabase()

const ran = (verdicts?: Record<string, Verdict>, status?: Validity['status']) =>
  makeRanCycle(database.db, verdicts, status)

const go = { outcome: 'go' as const, justification: 'All limits hold.' }
const proposalOf = async (id: string) => (await assessCycle(database.db, id, new Date())).proposal

describe('deciding', () => {
  it('is for leads, follows the proposal without a word, and asks for a reason against it', async () => {
    const { id, engineer, lead } = await ran({ 'read-p95': 'fail' })
    expect((await proposalOf(id)).outcome).toBe('no-go')
    expect(await codeOf(decide(engineer.ctx, { id, ...go }))).toBe('forbidden')
    await expect(decide(lead.ctx, { id, ...go })).rejects.toThrow('The rules propose no-go')
    await decide(lead.ctx, { id, ...go, reason: 'Fixed since, shown in R-9' })
    expect(await getLastDecision(lead.ctx, id)).toMatchObject({
      ...{ sequence: 1, outcome: 'go', reason: 'Fixed since, shown in R-9', by: 'Lea', changedSince: null },
      proposal: { outcome: 'no-go', reasons: [{ rule: 'failed-objective' }] },
    })
  })

  it('asks a conditional go for its conditions', async () => {
    const { id, lead } = await ran({ errors: 'fail' })
    expect((await proposalOf(id)).outcome).toBe('conditional')
    const decision = { id, outcome: 'conditional' as const, justification: 'Payment is slow.' }
    await expect(decide(lead.ctx, decision)).rejects.toThrow('has conditions')
    const conditions = [{ text: 'Raise the pool', owner: 'Operations', dueOn: '2026-12-01' }]
    await decide(lead.ctx, { ...decision, conditions })
    expect((await getLastDecision(lead.ctx, id)).conditions).toEqual(conditions)
  })

  it('cannot be go on an invalid run, nor before a high-priority objective is shown or waived wherever it should be', async () => {
    const invalid = await ran({}, 'invalid')
    const attempt = (cycle: RanCycle) => decide(cycle.lead.ctx, { id: cycle.id, ...go, reason: 'I know better' })
    await expect(attempt(invalid)).rejects.toThrow('A go cannot be decided. R-2 (Peak) is invalid')
    const untested = await ran()
    await excludeRun(untested.engineer.ctx, { id: untested.id, run: untested.peak, excluded: { because: 'cold' } })
    await expect(attempt(untested)).rejects.toThrow('"Peak holds 40/s" is untested')
    const waiver = { owner: 'Product', reason: 'Peak is shown next week', expiresAt: inDays(10) }
    await waiveObjective(untested.lead.ctx, { id: untested.id, objective: 'a1', ...waiver })
    // Baseline shows it, Peak should as well.
    await expect(attempt(untested)).rejects.toThrow(
      /p95\(read\) < 100ms is not shown in Peak.*waive it.*"scenario:peak"/,
    )
    await waiveObjective(untested.lead.ctx, { id: untested.id, objective: 'read-p95', ...waiver })
    await attempt(untested)
    expect((await getLastDecision(untested.lead.ctx, untested.id)).outcome).toBe('go')
  })

  it('waits for a run that goes on', async () => {
    const { id, lead, peak } = await ran()
    await database.db.run.update({ where: { id: peak }, data: { state: 'running' } })
    await expect(decide(lead.ctx, { id, outcome: 'no-go', justification: 'No.' })).rejects.toThrow('R-2 goes on')
  })

  it('lets one of two people win at the same moment, and tells the other', async () => {
    const { id, lead } = await ran()
    const outcomes = await Promise.all([
      codeOf(decide(lead.ctx, { id, ...go, after: 0 })),
      codeOf(decide(lead.ctx, { id, outcome: 'no-go', justification: 'No.', reason: 'Doubts', after: 0 })),
    ])
    expect(outcomes.toSorted()).toEqual(['conflict', 'done'])
    expect(await database.db.decision.count({ where: { cycleId: id } })).toBe(1)
    expect(await codeOf(decide(lead.ctx, { id, ...go, after: 0 }))).toBe('conflict')
  })

  it('supersedes and never edits', async () => {
    const { id, lead } = await ran()
    await decide(lead.ctx, { id, ...go })
    await decide(lead.ctx, { id, outcome: 'no-go', justification: 'A fault was found.', reason: 'INC-7', after: 1 })
    const rows = await database.db.decision.findMany({ where: { cycleId: id }, orderBy: { sequence: 'asc' } })
    expect(rows.map(({ outcome }) => outcome)).toEqual(['go', 'no-go'])
    const edit = database.db.decision.updateMany({ where: { cycleId: id }, data: { outcome: 'go' } })
    await expect(edit).rejects.toThrow()
  })
})

describe('signatures', () => {
  async function signed(): Promise<RanCycle> {
    const cycle = await ran()
    await decide(cycle.lead.ctx, { id: cycle.id, ...go })
    await signDecision(cycle.lead.ctx, { id: cycle.id, role: 'Test lead' })
    await signDecision(cycle.viewer.ctx, { id: cycle.id, role: 'Operations', note: 'Pool raised' })
    return cycle
  }
  const holding = async ({ viewer, id }: RanCycle) => (await getSignOffs(viewer.ctx, id)).map(({ valid }) => valid)

  it('come after a decision, once a person and role', async () => {
    const cycle = await ran()
    const sign = (ctx: Ctx) => signDecision(ctx, { id: cycle.id, role: 'Test lead' })
    await expect(sign(cycle.lead.ctx)).rejects.toThrow('Nothing is decided yet')
    await decide(cycle.lead.ctx, { id: cycle.id, ...go })
    await sign(cycle.lead.ctx)
    expect(await codeOf(sign(cycle.lead.ctx))).toBe('conflict')
    expect(await getSignOffs(cycle.lead.ctx, cycle.id)).toMatchObject([
      { role: 'Test lead', valid: true, isMine: true },
    ])
  })

  it('cover a text whose hash verifies from an export', async () => {
    const cycle = await signed()
    const { decided, sha256, text } = await getEvidence(cycle.viewer.ctx, cycle.id)
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
    expect(decided).toEqual({ sha256, text, decision: 1 })
    const [signOff] = await getSignOffs(cycle.viewer.ctx, cycle.id)
    expect(signOff?.evidenceHash).toBe(sha256)
    expect(JSON.parse(text)).toMatchObject({ revision: { number: 1 }, decision: { outcome: 'go' } })
  })

  it('hold while only the draft of the plan changes', async () => {
    const cycle = await signed()
    await database.db.plan.update({ where: { id: cycle.planId }, data: { draft: { name: 'Other' }, version: 2 } })
    expect(await holding(cycle)).toEqual([true, true])
  })

  it('fall with a move to another revision, which is written down', async () => {
    const cycle = await signed()
    const slas = ordersDraft().slas?.map((sla) => ({ ...sla, limit: '300ms' }))
    const draft = { ...ordersDraft(), slas: slas?.slice(0, 1) }
    await database.db.plan.update({ where: { id: cycle.planId }, data: { draft: draft as object } })
    const moved = await moveCycle(cycle.engineer.ctx, { id: cycle.id, revision: 'latest' })
    expect(moved.revokedSignOffs).toBe(2)
    const signOffs = await getSignOffs(cycle.viewer.ctx, cycle.id)
    expect(signOffs.map(({ valid }) => valid)).toEqual([false, false])
    expect(signOffs[0]?.revokedBecause).toContain('moved from revision 1 to revision 2')
    const log = await database.db.auditEvent.findFirstOrThrow({
      where: { subjectId: cycle.id, verb: 'cycle.revoke-signatures' },
    })
    expect(log).toMatchObject({ actorName: 'Enno', details: { signatures: 2 } })
    expect((await getLastDecision(cycle.viewer.ctx, cycle.id)).changedSince).toContain('revision 2')
    await expect(signDecision(cycle.lead.ctx, { id: cycle.id, role: 'Test lead' })).rejects.toThrow('decided anew')
  })

  it('fall with a run left out, a waiver and a new decision, each named', async () => {
    const cycle = await signed()
    const { id, lead, engineer, base } = cycle
    await excludeRun(engineer.ctx, { id, run: base, excluded: { because: 'cold' } })
    const because = async () => (await getSignOffs(lead.ctx, id))[0]?.revokedBecause ?? ''
    expect(await because()).toContain('R-1 was excluded.')
    await excludeRun(engineer.ctx, { id, run: base, excluded: null })
    expect(await holding(cycle)).toEqual([true, true])
    const waiver = { owner: 'Product', reason: 'Known', expiresAt: inDays(5) }
    await waiveObjective(lead.ctx, { id, objective: 'errors', ...waiver })
    expect(await because()).toContain('errors was waived.')
    const [made] = await getWaivers(lead.ctx, id)
    await revokeWaiver(lead.ctx, { id, waiver: made?.id ?? '' })
    expect(await holding(cycle)).toEqual([true, true])
    await decide(lead.ctx, { id, outcome: 'no-go', justification: 'No.', reason: 'INC-7' })
    expect(await because()).toContain('decided anew: no-go')
  })

  it('refuse what has changed since it was seen', async () => {
    const { id, lead } = await signed()
    const stale = { id, role: 'Security', evidenceHash: 'f'.repeat(64) }
    expect(await codeOf(signDecision(lead.ctx, stale))).toBe('conflict')
  })
})

describe('waivers', () => {
  it('name an objective of the revision and lapse on their day', async () => {
    const { id, lead } = await ran({ 'read-p95': 'fail' })
    const waiver = { owner: 'Product', reason: 'Known', expiresAt: inDays(5) }
    await expect(waiveObjective(lead.ctx, { id, objective: 'moon', ...waiver })).rejects.toThrow('read-p95')
    await expect(
      waiveObjective(lead.ctx, { id, objective: 'read-p95', ...waiver, expiresAt: inDays(-1) }),
    ).rejects.toThrow('is past')
    await waiveObjective(lead.ctx, { id, objective: 'read-p95', ...waiver })
    expect((await proposalOf(id)).outcome).toBe('conditional')
    await decide(lead.ctx, { id, outcome: 'conditional', justification: 'Reading is known to be slow.' })
    expect((await getLastDecision(lead.ctx, id)).outcome).toBe('conditional')
    const later = new Date(inDays(6))
    expect((await assessCycle(database.db, id, later)).proposal.outcome).toBe('no-go')
    expect(await getWaivers({ ...lead.ctx, now: later }, id)).toMatchObject([{ state: 'lapsed' }])
  })
})

describe('lists', () => {
  it('say what a cycle waits for', async () => {
    const cycle = await ran()
    const { id, projectId, lead, viewer } = cycle
    const first = async () => (await listProjectCycles(viewer.ctx, { id: projectId })).items[0]
    expect(await first()).toMatchObject({ waitingFor: 'decision', scenarios: { total: 2, run: 2 }, decision: null })
    await decide(lead.ctx, { id, ...go })
    await signDecision(lead.ctx, { id, role: 'Test lead' })
    expect(await first()).toMatchObject({ waitingFor: 'signature', decision: { signOffs: { valid: 1, revoked: 0 } } })
    await signDecision(viewer.ctx, { id, role: 'Operations' })
    expect(await first()).toMatchObject({ waitingFor: null, decision: { isCurrent: true } })
  })
})
