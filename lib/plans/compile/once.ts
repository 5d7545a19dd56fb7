// What runs once around the load, and the login that is renewed during it.

import type { CompiledAuth, OnceStep } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { type CompileLog, isBlank } from './compile-log.ts'
import { readStatuses } from './statuses.ts'

/** How many of a preload are in flight unless the plan says. */
const AT_ONCE = 10

export function compileOnce(name: 'setup' | 'teardown', draft: PlanDraft, log: CompileLog): OnceStep[] {
  return (draft[name] ?? []).flatMap((step, index): OnceStep[] => {
    const place = `${name}.${index}`
    if (typeof step === 'string') return isBlank(step) ? [] : [{ operation: step.trim(), times: 1, atOnce: 1 }]
    const operation = log.required(`${place}.operation`, step.operation, 'The operation', 'operation: create-order')
    const times = log.whole(`${place}.times`, step.times, 1) ?? 1
    const atOnce = log.whole(`${place}.atOnce`, step.atOnce, 1) ?? AT_ONCE
    return [{ operation, times, atOnce: Math.min(times, atOnce) }]
  })
}

/** Refreshes on 401 unless other statuses are named. */
export function compileAuth({ auth }: PlanDraft, log: CompileLog): CompiledAuth | null {
  if (!auth) return null
  const login = log.required(
    'auth.login',
    auth.login,
    'The operation that logs in',
    'auth: { login: login, refreshOn: 401 }',
  )
  const written = typeof auth.refreshOn === 'string' ? [auth.refreshOn] : (auth.refreshOn ?? [])
  const refreshOn = readStatuses(
    'auth.refreshOn',
    written.filter((text) => !isBlank(text)),
    'refreshOn: 401',
    log,
  )
  return { login, refreshOn: refreshOn.length > 0 ? refreshOn : [401] }
}
