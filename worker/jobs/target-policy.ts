// What this worker may send load to: loopback, minus Headroom's own ports, within the caps of the instance.

import type { TargetPolicy } from '#lib/access/target-policy.ts'
import { instancePolicy } from '#lib/access/target-policy.ts'
import { getEnv } from '#lib/core/env.ts'
import { findDatabaseUrl } from '#lib/db/database-url.ts'

export function policyForRuns(): TargetPolicy {
  const databasePort = Number(new URL(findDatabaseUrl()).port || 5432)
  return instancePolicy([getEnv().PORT, databasePort])
}
