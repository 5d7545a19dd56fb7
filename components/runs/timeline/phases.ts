// Stages of the schedule as phases people name. Seconds since the start of the run.

import type { Phase } from '#components/charts/plot-spec.ts'
import type { RunStage } from '#lib/runs/schema.ts'

const NAMES: Record<RunStage['phase'], string> = {
  'ramp-up': 'Ramp-up',
  steady: 'Steady',
  'ramp-down': 'Ramp-down',
  ramp: 'Ramp',
  spike: 'Spike',
  wait: 'Waiting',
}

/** A stage the plan gave a name of its own keeps it. */
export function phaseName(stage: Pick<RunStage, 'key' | 'phase'>): string {
  const plain = stage.key === stage.phase || stage.key === '' || /^(hold|ramp|stage|step)?[-_]?\d*$/.test(stage.key)
  if (plain) return NAMES[stage.phase]
  return stage.key.charAt(0).toUpperCase() + stage.key.slice(1).replaceAll('-', ' ')
}

export function toPhases(stages: readonly RunStage[]): Phase[] {
  return stages
    .filter((stage) => stage.durationMs > 0)
    .map((stage) => ({
      name: phaseName(stage),
      kind: stage.phase === 'spike' ? 'steady' : stage.phase,
      from: stage.startMs / 1000,
      to: (stage.startMs + stage.durationMs) / 1000,
    }))
}

export function phaseAt(phases: readonly Phase[], second: number): Phase | null {
  return phases.find((p) => second >= p.from && second < p.to) ?? null
}
