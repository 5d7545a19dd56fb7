// `/control`: reads and changes the behaviour while the target runs, and sets off what happens once.

import { type Answer, type Call, isFields, ok, problem, wrongMethod } from './answer.ts'
import { type Behaviour, behaviourSchema, DEFAULT_BEHAVIOUR } from './behaviour.ts'
import { LEAST_UNITS, MOST_UNITS } from './units.ts'

/** What happens once, when asked for. */
export interface Actions {
  apply(behaviour: Behaviour): void
  reset(): void
  crashJobs(forMs: number): void
  evict(share: number): number
  scaleUnits(to: number, overMs: number): void
}

const LONGEST_MS = 3_600_000

/** `segments` begin with "control". */
export function answerControl(call: Call, behaviour: Behaviour, actions: Actions): Answer {
  const [, action, ...more] = call.segments
  if (action === undefined) {
    if (call.method === 'GET') return ok(behaviour)
    return call.method === 'PUT' || call.method === 'PATCH'
      ? change(call.body, behaviour, actions)
      : wrongMethod('GET, PUT')
  }
  if (more.length > 0 || !(action in ONCE)) return problem(404, `POST to one of ${Object.keys(ONCE).join(', ')}.`)
  return call.method === 'POST' ? ONCE[action]!(call.body, actions) : wrongMethod('POST')
}

const ONCE: Record<string, (body: unknown, actions: Actions) => Answer> = {
  reset(_body, actions) {
    actions.reset()
    return ok({ done: 'Everything stored is gone and every count is 0.' })
  },
  crash(body, actions) {
    const forMs = isFields(body) ? (body.forMs ?? 5000) : 5000
    if (typeof forMs !== 'number' || !(forMs > 0 && forMs <= LONGEST_MS))
      return problem(400, 'forMs: how long nobody works on the jobs, for example { "forMs": 5000 }.')
    actions.crashJobs(forMs)
    return ok({ done: `Nobody works on the jobs for ${forMs} ms.` })
  },
  evict(body, actions) {
    const share = isFields(body) ? (body.share ?? 1) : 1
    if (typeof share !== 'number' || !(share >= 0 && share <= 1))
      return problem(400, 'share: which part of the cache is forgotten, for example { "share": 0.5 }.')
    return ok({ evicted: actions.evict(share) })
  },
  scale(body, actions) {
    const { to, overMs = 45_000 } = isFields(body) ? body : {}
    if (typeof to !== 'number' || !Number.isInteger(to) || to < LEAST_UNITS || to > MOST_UNITS)
      return problem(400, `to: a whole number from ${LEAST_UNITS} to ${MOST_UNITS}, for example { "to": 16 }.`)
    if (typeof overMs !== 'number' || !(overMs >= 0 && overMs <= LONGEST_MS))
      return problem(400, 'overMs: how long it takes, for example { "to": 16, "overMs": 45000 }.')
    actions.scaleUnits(to, overMs)
    return ok({ done: `The database goes to ${to} units within ${overMs} ms.` })
  },
}

/** Settings that are not given stay, also within a group. */
function change(given: unknown, behaviour: Behaviour, actions: Actions): Answer {
  const changed: Record<string, unknown> = { ...behaviour }
  for (const [name, value] of Object.entries(isFields(given) ? given : {})) {
    const before = behaviour[name as keyof Behaviour]
    changed[name] = isGroup(name) && isFields(before) && isFields(value) ? { ...before, ...value } : value
  }
  const parsed = behaviourSchema.safeParse(changed)
  if (parsed.success) {
    actions.apply(parsed.data)
    return ok(parsed.data)
  }
  const [issue] = parsed.error.issues
  const name = String(issue!.path[0] ?? '')
  const shown = EXAMPLES[name as keyof Behaviour]
  const example = shown === undefined ? EXAMPLES : { [name]: shown }
  const message =
    issue!.code === 'unrecognized_keys' && name === ''
      ? `${issue!.message}; known: ${Object.keys(EXAMPLES).join(', ')}`
      : issue!.message
  return problem(400, `${issue!.path.join('.') || 'body'}: ${message}; for example ${JSON.stringify(example)}`, {
    example,
  })
}

/** Groups are merged; what is one value, such as a latency, is replaced. */
const isGroup = (name: string) => ['auth', 'cache', 'jobs', 'imports', 'writeFaults'].includes(name)

const EXAMPLES: Behaviour = {
  ...DEFAULT_BEHAVIOUR,
  stall: { forMs: 200, everyMs: 2000 },
  capacity: 50,
  errorRate: 0.01,
  slowStart: { forMs: 10_000, factor: 10 },
  rateLimit: { requests: 100, perMs: 1000 },
  leakBytesPerSecond: 1_000_000,
  auth: { required: true, ttlMs: 30_000 },
  jobs: { ...DEFAULT_BEHAVIOUR.jobs, sendLimitPerSecond: 500 },
  writeFaults: { drop: 7, double: 3, corrupt: 1, lostUpdate: 0, repeat: 0 },
}
