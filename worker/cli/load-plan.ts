// A plan file, as far as it can be read. What is wrong is told as `file:line:column: message`, like a compiler does.

import { readFile } from 'node:fs/promises'
import { AppError, messageOf } from '#lib/core/errors.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { Finding } from '#lib/plans/finding.ts'
import { parsePlanYaml } from '#lib/plans/yaml.ts'

/** Throws `invalid_input`. */
export async function loadDraft(file: string | undefined): Promise<PlanDraft> {
  if (!file)
    throw new AppError('invalid_input', 'Name a plan file, for example: headroom run plan.yaml --scenario baseline')
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new AppError('invalid_input', `${file} cannot be read: ${messageOf(error)}`)
  })
  const parsed = parsePlanYaml(text)
  if (parsed.ok) return parsed.draft
  const lines = parsed.problems.map(({ path, line, column, message, example }) => {
    const place = path ? `${path}: ` : ''
    const shown = example ? `\n${indent(`for example:\n${example}`)}` : ''
    return `${file}:${line}:${column}: ${place}${message}${shown}`
  })
  throw new AppError('invalid_input', lines.join('\n'))
}

/** Throws `invalid_input` with every finding. */
export async function loadPlan(file: string | undefined): Promise<CompiledPlan> {
  const compiled = compilePlan(await loadDraft(file))
  if (compiled.ok) return compiled.plan
  throw new AppError('invalid_input', `${file} cannot run:\n${compiled.findings.map(formatFinding).join('\n')}`)
}

export function formatFinding({ severity, message, places, arithmetic, fix }: Finding): string {
  const details = [arithmetic, fix && `fix: ${fix}`].filter(Boolean).map((detail) => `\n    ${detail}`)
  return `  ${severity}  ${places.join(' ↔ ')}: ${message}${details.join('')}`
}

/** The scenario asked for, or the only one. Throws `invalid_input` with the scenarios there are. */
export function chooseScenario(plan: CompiledPlan, key: string | undefined): CompiledScenario {
  const known = plan.scenarios.map((scenario) => scenario.key)
  const chosen = key === undefined && known.length === 1 ? known[0] : key
  const found = plan.scenarios.find((scenario) => scenario.key === chosen)
  if (found) return found
  const list = known.length > 0 ? known.join(', ') : 'none'
  const why = key === undefined ? 'Name a scenario with --scenario' : `There is no scenario "${key}"`
  throw new AppError('invalid_input', `${why}; the plan has: ${list}`)
}

const indent = (text: string) => text.replaceAll(/^/gm, '    ')
