import { describe, expect, it } from 'vitest'
import { deleteProject } from '#lib/access/commands/project.ts'
import { makePerson } from '#lib/access/testing.ts'
import { createCycle } from '#lib/cycles/commands/create.ts'
import { markItem } from '#lib/cycles/commands/mark.ts'
import { saveReportText } from '#lib/cycles/commands/report-text.ts'
import { attachRun, excludeRun } from '#lib/cycles/commands/runs.ts'
import { createShareLink } from '#lib/cycles/commands/share-link.ts'
import { updateCycle } from '#lib/cycles/commands/update.ts'
import {
  addEndedRun,
  codeOf,
  inDays,
  makeRanCycle,
  type RanCycle,
  storeVerdict,
  verdictOf,
} from '#lib/cycles/testing.ts'
import type { Db, Prisma, Tx } from '#lib/db/client.ts'
import { rollingBack, useTestDatabase } from '#lib/db/testing.ts'
import { createFinding } from '#lib/improvement/commands/finding.ts'
import { createRecommendation } from '#lib/improvement/commands/recommendation.ts'
import { deletePlan } from '#lib/plans/commands/delete.ts'
import { editPlan } from '#lib/plans/commands/edit.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { RULES_VERSION } from '#lib/verdicts/run-verdict.ts'
import type { Validity, Verdict } from '#lib/verdicts/verdict.ts'
import { decide } from './commands/decide.ts'
import { signDecision } from './commands/sign.ts'
import { revokeWaiver, waiveObjective } from './commands/waive.ts'
import { assessCycle } from './queries/assessment.ts'
import { getEvidence, getLastDecision, getSignOffs, getWaivers } from './queries/decisions.ts'

const database = useTestDatabase()

const ran = (verdicts?: Record<string, Verdict>, status?: Validity['status']) =>
  makeRanCycle(database.db, verdicts, status)

const go = { outcome: 'go' as const, justification: 'All limits hold.' }
const waiver = { owner: 'Product', reason: 'Known', expiresAt: inDays(5) }
const proposalOf = async (id: string, now = new Date()) => (await assessCycle(database.db, id, now)).proposal

/** Waived and signed by two. */
async function signed(): Promise<RanCycle> {
  const cycle = await ran()
  const { id, lead, viewer } = cycle
  await waiveObjective(lead.ctx, { id, objective: 'errors', ...waiver })
  await decide(lead.ctx, { id, ...go })
  await signDecision(lead.ctx, { id, role: 'Test lead' })
  await signDecision(viewer.ctx, { id, role: 'Operations' })
  return cycle
}

const holding = async ({ viewer, id }: RanCycle) => (await getSignOffs(viewer.ctx, id)).map(({ valid }) => valid)

describe('a signature', () => {
  it('falls when anything it covers is changed behind it, in the database itself', async () => {
    const cycle = await signed()
    const { id, base, peak, viewer } = cycle
    const mine = { where: { cycleId: id } }
    const tampered: [string, (tx: Tx) => Promise<unknown>][] = [
      ['expiry of a waiver', (tx) => tx.waiver.updateMany({ ...mine, data: { expiresAt: new Date() } })],
      ['owner of a waiver', (tx) => tx.waiver.updateMany({ ...mine, data: { owner: 'Nobody' } })],
      ['reason of a waiver', (tx) => tx.waiver.updateMany({ ...mine, data: { reason: 'Other' } })],
      ['a waiver taken away', (tx) => tx.waiver.deleteMany(mine)],
      ['a run taken away', (tx) => tx.cycleRun.deleteMany({ where: { runId: base } })],
      ['a run deleted', (tx) => tx.run.delete({ where: { id: base } })],
      ['a run left out', (tx) => tx.cycleRun.updateMany({ where: { runId: base }, data: { excludedBecause: 'x' } })],
      ['another verdict', (tx) => judgedAnew(tx, id, peak, { a1: 'fail' })],
      ['another number', (tx) => judgedAnew(tx, id, peak, {}, 41)],
      ['another decision', (tx) => decide({ ...cycle.lead.ctx, db: tx as Db }, { id, ...go, justification: 'Again' })],
    ]
    expect(await holding(cycle)).toEqual([true, true])
    for (const [what, change] of tampered) {
      const after = await rollingBack(database.db, async (tx) => {
        await change(tx)
        const ctx = { ...viewer.ctx, db: tx as Db }
        const signOffs = await getSignOffs(ctx, id)
        return { valid: signOffs.map(({ valid }) => valid), because: signOffs[0]?.revokedBecause }
      })
      expect([what, after]).toEqual([what, { valid: [false, false], because: expect.stringMatching(/\w/) }])
    }
    expect(await holding(cycle)).toEqual([true, true])
  })

  /** As rules of tomorrow would have judged. */
  async function judgedAnew(
    tx: Tx,
    cycleId: string,
    run: string,
    verdicts: Record<string, Verdict>,
    actual?: number,
  ): Promise<void> {
    const { revision, revisionId } = await tx.cycle.findUniqueOrThrow({
      where: { id: cycleId },
      include: { revision: true },
    })
    const verdict = verdictOf(revision.compiled as unknown as CompiledPlan, 'peak', verdicts)
    if (actual !== undefined) verdict.objectives[0]!.actual = actual
    const { confidence: _confidence, ...columns } = verdict
    const row = { runId: run, revisionId, rulesVersion: RULES_VERSION + 1, ...columns }
    await tx.runVerdict.create({ data: row as unknown as Prisma.RunVerdictUncheckedCreateInput })
  }

  it('and decision cannot be edited: the database refuses', async () => {
    const { id } = await signed()
    const { db } = database
    await expect(db.decision.updateMany({ where: { cycleId: id }, data: { justification: 'x' } })).rejects.toThrow()
    await expect(db.signOff.updateMany({ data: { evidenceHash: 'x' } })).rejects.toThrow()
    await expect(db.runVerdict.updateMany({ data: { verdict: 'pass' } })).rejects.toThrow()
    await expect(db.auditEvent.updateMany({ data: { verb: 'x' } })).rejects.toThrow()
    await expect(db.auditEvent.deleteMany({})).rejects.toThrow()
  })

  it('stands while what it does not cover is worked on', async () => {
    const cycle = await signed()
    const { id, engineer, lead, planId, base } = cycle
    await database.db.plan.update({ where: { id: planId }, data: { draft: { name: 'Other' }, version: 2 } })
    await markItem(engineer.ctx, { id, list: 'before', item: 'told', state: 'done', note: 'By mail' })
    await saveReportText(engineer.ctx, { id, section: 'conclusion', text: 'It holds.' })
    await createFinding(engineer.ctx, { id, title: 'Slow start', severity: 'low', run: base })
    await createRecommendation(engineer.ctx, { id, text: 'Warm up', horizon: 'immediate', priority: 'P2' })
    await createShareLink(lead.ctx, { id, expiresAt: inDays(3) })
    await updateCycle(engineer.ctx, { id, name: 'Renamed', endsOn: '2027-01-01' })
    expect(await holding(cycle)).toEqual([true, true])
    await updateCycle(lead.ctx, { id, state: 'closed' })
    expect(await holding(cycle)).toEqual([true, true])
  })

  it('is for one version on one environment, which do not change behind it', async () => {
    const cycle = await signed()
    const { id, engineer, lead } = cycle
    await expect(updateCycle(engineer.ctx, { id, versionUnderTest: '2.5' })).rejects.toThrow(
      '2 signatures hold for version 2.4',
    )
    await updateCycle(engineer.ctx, { id, versionUnderTest: '2.4', name: 'The same version' })
    await decide(lead.ctx, { id, ...go, justification: 'For 2.5' })
    await updateCycle(engineer.ctx, { id, versionUnderTest: '2.5' })
    expect(await holding(cycle)).toEqual([false, false])
  })

  it('and a waiver at the same moment never leave a signature that holds on what nobody signed', async () => {
    const { id, lead, viewer } = await ran()
    await decide(lead.ctx, { id, ...go })
    const [sign] = await Promise.all([
      codeOf(signDecision(viewer.ctx, { id, role: 'Operations' })),
      codeOf(waiveObjective(lead.ctx, { id, objective: 'errors', ...waiver })),
    ])
    expect(['done', 'precondition_failed']).toContain(sign)
    expect((await getSignOffs(viewer.ctx, id)).some(({ valid }) => valid)).toBe(false)
  })

  it('covers a text that says what was decided, for whoever has but the export', async () => {
    const { id, viewer, base } = await signed()
    const { text } = await getEvidence(viewer.ctx, id)
    expect(JSON.parse(text)).toMatchObject({
      cycle: { id, number: 1 },
      waivers: [{ objective: 'errors', owner: 'Product', reason: 'Known' }],
      decision: { sequence: 1, outcome: 'go', justification: 'All limits hold.', reason: '', conditions: [] },
      runs: [{ id: base, label: 'R-1', scenario: 'base', excludedBecause: null, verdict: { verdict: 'pass' } }, {}],
    })
  })
})

describe('a go', () => {
  const attempt = ({ lead, id }: RanCycle, now = new Date()) =>
    decide({ ...lead.ctx, now }, { id, ...go, reason: 'I know better' })

  it('needs a waiver that still holds at the moment of deciding', async () => {
    const cycle = await ran()
    const { id, lead, engineer, peak } = cycle
    await excludeRun(engineer.ctx, { id, run: peak, excluded: { because: 'cold' } })
    await waiveObjective(lead.ctx, { id, objective: 'scenario:peak', ...waiver })
    const later = new Date(inDays(6))
    await expect(attempt(cycle, later)).rejects.toThrow('"Peak holds 40/s" is untested')
    expect(await getWaivers({ ...lead.ctx, now: later }, id)).toMatchObject([{ state: 'lapsed' }])
    await attempt(cycle)
    const [made] = await getWaivers(lead.ctx, id)
    await revokeWaiver(lead.ctx, { id, waiver: made?.id ?? '' })
    await expect(attempt(cycle)).rejects.toThrow('"Peak holds 40/s" is untested')
  })

  it('is not supported by an invalid run, whatever single objective is waived, but by a later valid one', async () => {
    const cycle = await ran({}, 'invalid')
    const { id, lead } = cycle
    await waiveObjective(lead.ctx, { id, objective: 'read-p95', ...waiver })
    await waiveObjective(lead.ctx, { id, objective: 'a1', ...waiver })
    await expect(attempt(cycle)).rejects.toThrow('R-2 (Peak) is invalid')
    expect((await proposalOf(id)).outcome).toBe('no-go')
    await addEndedRun(database.db, { cycleId: id, scenario: 'peak' })
    expect((await proposalOf(id)).goBlockedBecause).toBeNull()
    await attempt(cycle)
  })

  it('stands on a scenario that is waived as a whole only until that day', async () => {
    const cycle = await ran({}, 'invalid')
    const { id, lead } = cycle
    await waiveObjective(lead.ctx, { id, objective: 'scenario:peak', ...waiver })
    expect(await proposalOf(id)).toMatchObject({ outcome: 'conditional', goBlockedBecause: null })
    expect(await proposalOf(id, new Date(inDays(6)))).toMatchObject({
      outcome: 'no-go',
      goBlockedBecause: expect.stringContaining('invalid'),
    })
  })

  it('is proposed as conditional at most on a suspect instrument, a run cut short, or a waived breach', async () => {
    const suspect = await ran({}, 'suspect')
    expect((await proposalOf(suspect.id)).outcome).toBe('conditional')
    expect(await codeOf(decide(suspect.lead.ctx, { id: suspect.id, ...go }))).toBe('invalid_input')
    const cut = await ran()
    await database.db.run.update({ where: { id: cut.peak }, data: { endReason: 'stopped' } })
    expect((await proposalOf(cut.id)).reasons).toMatchObject([{ rule: 'incomplete-run', outcome: 'conditional' }])
    const breach = await ran({ 'read-p95': 'fail' })
    await waiveObjective(breach.lead.ctx, { id: breach.id, objective: 'read-p95', ...waiver })
    expect((await proposalOf(breach.id)).reasons).toMatchObject([{ rule: 'waived-objective', outcome: 'conditional' }])
  })

  it('is decided by the gravest of several: no-go before conditional', async () => {
    const { id } = await ran({ 'read-p95': 'fail', errors: 'fail', a1: 'warn' })
    const { outcome, reasons } = await proposalOf(id)
    expect(outcome).toBe('no-go')
    expect(reasons.map(({ rule }) => rule)).toEqual(['failed-objective', 'medium-objective', 'warned-objective'])
  })
})

describe('a conditional go', () => {
  it('does not stand on a waiver that has lapsed', async () => {
    const { id, lead } = await ran({ errors: 'fail' })
    await waiveObjective(lead.ctx, { id, objective: 'errors', ...waiver })
    const decision = { id, outcome: 'conditional' as const, justification: 'Known.' }
    await expect(decide({ ...lead.ctx, now: new Date(inDays(6)) }, decision)).rejects.toThrow('has conditions')
    await decide(lead.ctx, decision)
    expect((await getLastDecision(lead.ctx, id)).outcome).toBe('conditional')
  })
})

describe('a closed cycle', () => {
  it('stays as it is: nothing is decided, signed, waived, judged, added or written', async () => {
    const cycle = await signed()
    const { id, lead, engineer, base } = cycle
    const [made] = await getWaivers(lead.ctx, id)
    const other = await createCycle(engineer.ctx, { id: cycle.planId })
    const run = await addEndedRun(database.db, { cycleId: other.id, scenario: 'base' })
    await updateCycle(lead.ctx, { id, state: 'closed' })
    const tried: [string, () => Promise<unknown>][] = [
      ['decide', () => decide(lead.ctx, { id, ...go })],
      ['sign', () => signDecision(lead.ctx, { id, role: 'Security' })],
      ['waive', () => waiveObjective(lead.ctx, { id, objective: 'errors', ...waiver })],
      ['revoke', () => revokeWaiver(lead.ctx, { id, waiver: made?.id ?? '' })],
      ['exclude', () => excludeRun(engineer.ctx, { id, run: base, excluded: { because: 'cold' } })],
      ['attach', () => attachRun(engineer.ctx, { id, run })],
      ['mark', () => markItem(engineer.ctx, { id, list: 'after', item: 'archive', state: 'done' })],
      ['write', () => saveReportText(engineer.ctx, { id, section: 'conclusion', text: 'x' })],
      ['find', () => createFinding(engineer.ctx, { id, title: 'Late', severity: 'low' })],
      ['recommend', () => createRecommendation(engineer.ctx, { id, text: 'x', horizon: 'long', priority: 'P2' })],
      ['rename', () => updateCycle(engineer.ctx, { id, name: 'x' })],
    ]
    for (const [what, work] of tried) expect([what, await codeOf(work())]).toEqual([what, 'precondition_failed'])
    expect(await codeOf(updateCycle(engineer.ctx, { id, state: 'open' }))).toBe('forbidden')
    await updateCycle(lead.ctx, { id, state: 'open' })
    expect(await codeOf(saveReportText(engineer.ctx, { id, section: 'conclusion', text: 'x' }))).toBe('done')
  })
})

it('runs that are judged keep their place: a verdict is stored once per run, revision and rules', async () => {
  const { peak, id } = await ran()
  const { revision, revisionId } = await database.db.cycle.findUniqueOrThrow({
    where: { id },
    include: { revision: true },
  })
  const again = storeVerdict(
    database.db,
    peak,
    revisionId,
    verdictOf(revision.compiled as unknown as CompiledPlan, 'peak', { a1: 'fail' }),
  )
  await expect(again).rejects.toThrow()
})

describe('what was decided', () => {
  it('is kept: neither its plan nor its cycle is deleted, and the refusal names the cycle and the other way', async () => {
    const cycle = await signed()
    const { id, lead, planId } = cycle
    await expect(deletePlan(lead.ctx, planId)).rejects.toMatchObject({
      code: 'precondition_failed',
      message: expect.stringMatching(
        /^"Orders 2.4" was decided on by this plan and signed 2 times.*"archived" instead/,
      ),
      details: { instead: 'archive', cycles: [{ id, name: 'Orders 2.4' }] },
    })
    await expect(database.db.plan.delete({ where: { id: planId } })).rejects.toThrow()
    await expect(database.db.cycle.delete({ where: { id } })).rejects.toThrow()
    await editPlan(lead.ctx, { id: planId, baseVersion: 1, operations: [], status: 'archived' })
    expect(await holding(cycle)).toEqual([true, true])
  })

  it('keeps no plan that nobody decided by: its cycles go with it, findings stay', async () => {
    const { id, engineer, lead, planId } = await ran()
    await createFinding(engineer.ctx, { id, title: 'Slow start', severity: 'low' })
    await deletePlan(lead.ctx, planId)
    expect(await database.db.cycle.count({ where: { planId } })).toBe(0)
    expect(await database.db.finding.count({ where: { title: 'Slow start', cycleId: null } })).toBe(1)
  })

  it('goes with the whole project, which the audit says', async () => {
    const { id, projectId } = await signed()
    const admin = await makePerson(database.db)
    await database.db.membership.create({ data: { projectId, userId: admin.userId, role: 'admin' } })
    await deleteProject(admin.ctx, projectId)
    expect(await database.db.decision.count({ where: { cycleId: id } })).toBe(0)
    const { details } = await database.db.auditEvent.findFirstOrThrow({ where: { projectId, verb: 'project.delete' } })
    expect(details).toMatchObject({ decisions: 1 })
  })
})
