// Which objectives are waived: decided elsewhere, asked here. A waiver names an objective, or all that a scenario should tell.

export interface Waived {
  /** Key of an objective, or "scenario:<key>". */
  objective: string
  expiresAt: Date
}

export const SCENARIO_PREFIX = 'scenario:'

/** Until when an objective is waived in a scenario; null when it is not. `waivers` are those that hold. */
export function waivedUntil(waivers: readonly Waived[], objective: string, scenario?: string): Date | null {
  return latest(
    waivers.filter(
      (waiver) => waiver.objective === objective || (scenario && waiver.objective === `${SCENARIO_PREFIX}${scenario}`),
    ),
  )
}

export function scenarioWaivedUntil(waivers: readonly Waived[], scenario: string): Date | null {
  return latest(waivers.filter((waiver) => waiver.objective === `${SCENARIO_PREFIX}${scenario}`))
}

function latest(waivers: readonly Waived[]): Date | null {
  return waivers.reduce<Date | null>((last, { expiresAt }) => (last && last > expiresAt ? last : expiresAt), null)
}
