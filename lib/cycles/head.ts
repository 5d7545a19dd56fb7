// The facts at the top of every page about a cycle.

import type { CycleRevision, CycleRow } from './facts.ts'
import type { CycleHead } from './schema.ts'

export interface CycleHeadFacts {
  cycle: CycleRow
  planName: string
  revision: Pick<CycleRevision, 'id' | 'number' | 'hash'>
  environments: readonly { key: string; name: string }[]
}

export function toCycleHead({ cycle, planName, revision, environments }: CycleHeadFacts): CycleHead {
  const environment = environments.find(({ key }) => key === cycle.environment)
  return {
    ...{ id: cycle.id, projectId: cycle.projectId, number: cycle.number, name: cycle.name, state: cycle.state },
    plan: { id: cycle.planId, name: planName },
    versionUnderTest: cycle.versionUnderTest,
    environment: { key: cycle.environment, name: environment?.name || cycle.environment },
    startsOn: cycle.startsOn?.toISOString().slice(0, 10) ?? null,
    endsOn: cycle.endsOn?.toISOString().slice(0, 10) ?? null,
    revision: { id: revision.id, number: revision.number, hash: revision.hash },
    createdAt: cycle.createdAt.toISOString(),
    createdBy: cycle.createdBy,
  }
}
