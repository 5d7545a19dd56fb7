// A verdict as it is stored, and as it is read again. Those of older rules lack what was not judged then.

import { phaseVerdicts } from './phase-verdict.ts'
import type { RunVerdict } from './verdict.ts'

export interface StoredVerdict {
  verdict: string
  sentence: string
  validity: unknown
  objectives: unknown
  confidence: unknown
  rulesVersion: number
}

/** Of older rules only what the HTTP API calls optional is missing. */
export function toRunVerdict({ rulesVersion, ...stored }: StoredVerdict): RunVerdict {
  const row = stored as Omit<RunVerdict, 'phases' | 'rules'>
  return { ...row, phases: phaseVerdicts(row.objectives), rules: rulesVersion }
}
