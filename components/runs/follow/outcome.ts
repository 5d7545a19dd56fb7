// How a run stands or ended, told plainly: what happened, what it means for the verdict, what to do next.

import { say, showClock, showCount } from '#lib/core/number-format.ts'
import { isByBlock } from '#lib/runs/load-block.ts'
import type { EndReason, RunShard, RunView } from '#lib/runs/schema.ts'
import { partText } from '#lib/runs/shards.ts'

export type OutcomeTone = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'invalid'

export interface Outcome {
  tone: OutcomeTone
  title: string
  text: string
  /** The one thing to do next. */
  action: { label: string; href: string } | null
  command?: string
}

type View = Pick<RunView, 'run' | 'judgement' | 'workers' | 'points' | 'summary' | 'shards' | 'events'>

const clockOf = (ms: number): string => showClock(ms / 1000)
const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** What a queued or starting run waits for; null while it runs. */
export function waitingFor(view: View, now: Date): Outcome | null {
  const { run, workers } = view
  if (run.state === 'stopping')
    return {
      tone: 'warn',
      title: 'Stopping',
      text: 'No new request leaves. Open requests are waited for, then the verdict is written.',
      action: null,
    }
  if (run.state === 'starting') return gettingReady(view)
  if (run.state !== 'queued') return null
  const waited = Math.max(0, (now.getTime() - new Date(run.createdAt).getTime()) / 1000)
  if (workers.alive > 0)
    return {
      tone: 'inconclusive',
      title: 'Waiting for a worker',
      text: `${workers.alive === 1 ? 'One worker is' : `${workers.alive} workers are`} up; ${whatItNeeds(view.shards)} Waiting for ${showClock(waited)}.`,
      action: null,
    }
  return {
    tone: 'warn',
    title: 'No worker answers',
    text: `No worker has answered for ${showClock(waited)}. The run stays queued and begins as soon as one is there. Start one with`,
    action: null,
    command: 'npm run worker',
  }
}

function whatItNeeds(shards: readonly RunShard[]): string {
  const labels = [...new Set(shards.flatMap(({ location }) => location ?? []))]
  const labelled = labels.length > 0 ? `, labelled ${labels.join(', ')}` : ''
  if (shards.length > 1) return `the run needs ${shards.length} at once, one for each part${labelled}.`
  return `the run begins when one${labelled} is free.`
}

/** Its parts have their workers, or most of them: what the load still waits for. */
function gettingReady({ shards, events }: View): Outcome {
  const waiting = shards.filter(({ state }) => state === 'waiting')
  const setup = events.findLast(({ kind }) => kind === 'setup')
  const text =
    waiting.length > 0
      ? `No worker yet for ${waiting.map(({ index }) => partText(index, shards.length)).join(', ')}; the other parts wait.`
      : asSentence(setup?.text ?? 'The load begins once every part is ready')
  const title = waiting.length > 0 ? 'Waiting for a worker' : 'Getting ready'
  return { tone: 'inconclusive', title, text, action: null }
}

/** How an ended run ended, where that was not simply the end of its schedule; null otherwise. */
export function howItEnded(view: View): Outcome | null {
  const { run, points } = view
  if (run.state !== 'ended' || run.endReason === 'completed' || run.endReason === null) return emptyRun(view)
  const otherwise = endedByOthers(view)
  if (otherwise) return otherwise
  const at = clockOf(run.elapsedMs)
  const last = points.at(-1)
  const plan = { label: 'Open the plan', href: `/plans/${run.planId}` }
  const why = (otherwise: string): string => asSentence(run.endMessage ?? otherwise)
  const outcomes: Record<Exclude<EndReason, 'completed'>, Outcome> = {
    stopped: {
      tone: 'inconclusive',
      title: `Stopped at ${at} of ${clockOf(run.plannedDurationMs)}`,
      text: `${why('A person ended the run before its schedule did')} What was measured stays; objectives whose window was not reached are inconclusive. Start the scenario again for a full verdict.`,
      action: plan,
    },
    aborted: {
      tone: 'fail',
      title: `Aborted at ${at}`,
      text: `${why('A stop rule of the scenario ended the run')} Look at the errors below, then correct the system or the rule and run again.`,
      action: { label: 'Show the errors', href: '#errors' },
    },
    failed: {
      tone: 'fail',
      title: 'The run could not start',
      text: `${why('No load was sent')} Correct what it names and start it again.`,
      action: plan,
    },
    lost: {
      tone: 'invalid',
      title: `Lost its worker after ${showClock(last ? last.second + last.seconds : 0)}`,
      text: `${why('The worker stopped answering; see that one is up, then run again')} What is shown cannot support a verdict on the whole run, because nobody may repeat the load that is missing.`,
      action: plan,
    },
  }
  return outcomes[run.endReason]
}

/** By the switch that stops all load, before the load began, or by a generator that broke under way: nothing in the plan or the target is to be corrected. */
function endedByOthers({ run }: View): Outcome | null {
  const at = clockOf(run.elapsedMs)
  const why = asSentence(run.endMessage ?? 'The load generator broke')
  const action = { label: 'Open the plan', href: `/plans/${run.planId}` }
  if (run.endReason === 'aborted' && isByBlock(run.endMessage))
    return {
      tone: 'inconclusive',
      title: `Aborted at ${at}`,
      text: `${why} What was measured stays; start the scenario again once load is allowed.`,
      action,
    }
  if (run.endReason === 'stopped' && run.startedAt === null)
    return {
      tone: 'inconclusive',
      title: 'Stopped before the load began',
      text: `${asSentence(run.endMessage ?? 'A person ended the run while it was made ready')} No load was sent, so there is nothing to judge. Start the scenario again for a verdict.`,
      action,
    }
  if (run.endReason === 'failed' && run.startedAt !== null)
    return {
      tone: 'invalid',
      title: `Broke off at ${at} of ${clockOf(run.plannedDurationMs)}`,
      text: `${why} What was measured stays, but cannot support a verdict on the whole run. Start the scenario again.`,
      action,
    }
  return null
}

function emptyRun({ run, points, summary }: View): Outcome | null {
  if (run.state !== 'ended' || points.length > 0 || summary.totals.sent > 0) return null
  return {
    tone: 'inconclusive',
    title: 'Nothing was measured',
    text: 'The run ended without a single request, so there is nothing to judge. Check that the scenario offers load and that its mix names an operation.',
    action: { label: 'Open the plan', href: `/plans/${run.planId}` },
  }
}

/** `10 pass · 2 warn`, in the order of attention. */
export function tally(view: Pick<RunView, 'judgement'>): { verdict: OutcomeTone; count: number; text: string }[] {
  const objectives = view.judgement?.verdict.objectives ?? []
  return (['fail', 'inconclusive', 'warn', 'pass'] as const)
    .map((verdict) => ({ verdict, count: objectives.filter((o) => o.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => ({ verdict, count, text: `${say(showCount(count))} ${verdict}` }))
}
