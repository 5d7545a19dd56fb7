// `headroom lint`: everything wrong with a plan, before any load is sent. Exits 1 on errors.

import { parseArgs } from 'node:util'
import { lintPlan } from '#lib/plans/lint/rules.ts'
import type { LintView } from '#lib/plans/schema.ts'
import { EXIT } from './exit-code.ts'
import { formatFinding, loadDraft } from './load-plan.ts'

export const LINT_USAGE = `headroom lint plan.yaml
  --json                findings for machines`

export async function lintCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true })
  const result = lintPlan(await loadDraft(positionals[0]))
  if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  else process.stdout.write(formatFindings(result))
  return result.errors > 0 ? EXIT.lintErrors : EXIT.ok
}

export function formatFindings({ errors, warnings, findings }: LintView): string {
  if (findings.length === 0) return 'Nothing found: the plan can run.\n'
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  return `${findings.map(formatFinding).join('\n')}\n\n${count(errors, 'error')}, ${count(warnings, 'warning')}\n`
}
