import { os } from '@orpc/server'
import { AppError } from '#lib/core/errors.ts'
import { refuseOddText } from '#lib/core/odd-text.ts'
import type { Actor, Ctx } from './actor.ts'

/** What a call comes with: a `Ctx` whose actor may be nobody. */
export type CallContext = Omit<Ctx, 'actor'> & { actor: Actor | null }

/** For what anybody may call: setup and its state. */
export const openProcedure = os.$context<CallContext>()

/**
 * The base of nearly every procedure: somebody is signed in, by session or token, and `context` is a `Ctx`. What they may
 * do is decided in the command or query, never here. The pattern of `lib/<domain>/procedures.ts`:
 *
 *     const stop = procedure
 *       .route({ method: 'POST', path: '/runs/{id}/stop', summary: 'Stop a run', tags: ['Runs'] })
 *       .input(z.strictObject({ id: idSchema }))        // path, query and body in one object
 *       .output(runHeadSchema)
 *       .handler(({ context, input }) => stopRun(context, input.id))
 *
 *     export const runProcedures = { stop }
 *
 * and one line in `lib/api/router.ts`. Throw `AppError`; it becomes `{ code, message, details? }` with its status. `successStatus`
 * is 200 unless the route says 201 or 204; a procedure that answers nothing says `.output(z.void())` and 204.
 */
export const procedure = openProcedure.use(({ context, next }, input) => {
  const { actor } = context
  if (actor === null) {
    throw new AppError(
      'unauthenticated',
      'Sign in, or send an API token as "Authorization: Bearer hr_…" (Settings, Tokens).',
    )
  }
  refuseOddText(input)
  return next({ context: { actor } })
})
