// Requests and answers that were kept, for who asks what went wrong or what took so long.

import type { Ctx } from '#lib/access/actor.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PartFilter, RunPart } from '../part.ts'
import type { SampleQuery, SampleView } from '../sample.ts'
import { rowToSample } from '../sample-row.ts'
import { findPart } from './part.ts'
import { getReadableRun } from './readable.ts'

export interface SamplesInput extends SampleQuery, PartFilter, PageInput {
  id: string
  from?: number | undefined
  to?: number | undefined
}

/** The newest first; of the slowest the slowest. `from` and `to` in milliseconds since the start, `to` not included. */
export async function listSamples(ctx: Ctx, input: SamplesInput): Promise<Page<SampleView>> {
  const facts = await getReadableRun(ctx, input.id)
  const part = await findPart(ctx.db, facts, { ...input, operation: undefined })
  const { operation, kind, class: errorClass, status, aboveMs, from, to } = input
  const rows = await ctx.db.exchangeSample.findMany({
    ...pageQuery(input),
    omit: { runId: true, createdAt: true },
    where: {
      runId: facts.run.id,
      ...(operation === undefined ? {} : { operation }),
      ...(part.shards === null ? {} : { shardIndex: { in: part.shards } }),
      ...(part.allOperations ? {} : { AND: { operation: { in: operationsOf(facts.plan, part) } } }),
      ...(kind === undefined ? {} : { kind }),
      ...(errorClass === undefined ? {} : { errorClass }),
      ...(status === undefined ? {} : { status }),
      ...(aboveMs === undefined ? {} : { responseMicros: { gt: aboveMs * 1000 } }),
      atMs: {
        ...(from === undefined ? {} : { gte: Math.floor(from) }),
        ...(to === undefined ? {} : { lt: Math.ceil(to) }),
      },
    },
    orderBy: [kind === 'slowest' ? { responseMicros: 'desc' } : { atMs: 'desc' }, { id: 'desc' }],
  })
  return toPage(rows, input, rowToSample)
}

const operationsOf = ({ operations }: CompiledPlan, part: RunPart): string[] =>
  operations
    .filter(({ key, payload }) => part.has({ kind: 'operation', key, payload: payload ?? '' }))
    .map((operation) => operation.key)
