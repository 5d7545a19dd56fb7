// What this instance may send load to: loopback, minus the ports Headroom itself listens on, within its caps.

import { instancePolicy, type TargetPolicy } from '#lib/access/target-policy.ts'
import { getEnv } from '#lib/core/env.ts'
import { findDatabaseUrl } from '#lib/db/database-url.ts'

export function instanceTargetPolicy(): TargetPolicy {
  const databasePort = Number(new URL(findDatabaseUrl()).port || 5432)
  return instancePolicy([getEnv().PORT, databasePort])
}
