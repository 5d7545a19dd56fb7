// What the table of secrets shows: those plans ask for, and those stored that no plan asks for any more.

import type { SecretView } from '#lib/access/schema.ts'
import type { NamedSecret } from '#lib/plans/schema.ts'

export interface SecretRow extends NamedSecret {
  /** ISO date of the value; null while there is none. */
  updatedAt: string | null
}

/** By environment, then name. */
export function secretRows(named: readonly NamedSecret[], stored: readonly SecretView[]): SecretRow[] {
  const isSame = (a: { environment: string; name: string }, b: { environment: string; name: string }): boolean =>
    a.environment === b.environment && a.name === b.name
  const asked = named.map((one) => ({ ...one, updatedAt: stored.find((it) => isSame(it, one))?.updatedAt ?? null }))
  const idle = stored.filter((one) => !named.some((it) => isSame(it, one))).map((one) => ({ ...one, plans: [] }))
  return [...asked, ...idle].toSorted(
    (a, b) => a.environment.localeCompare(b.environment) || a.name.localeCompare(b.name),
  )
}
