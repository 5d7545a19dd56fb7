import type { ChildProcess } from 'node:child_process'
import { AppError } from '#lib/core/errors.ts'
import { type ChildSpec, endChild, lastLines, startChild } from './child.ts'
import { say } from './say.ts'

export type Kept = {
  /** Resolves when the process first said it is ready. Rejects with its last words when it ends before. */
  ready: Promise<void>
  stop(patienceMs: number): Promise<void>
}

const firstDelayMs = 500
const longestDelayMs = 30_000
/** Having run that long, its next end counts as the first again. */
const settledMs = 60_000

/** Runs a process and runs it again when it ends, with growing pauses. It says `{ ready: true }` or `{ kind: 'ready' }`. */
export function keepRunning(spec: ChildSpec): Kept {
  let stopping = false
  let child: ChildProcess
  let timer: NodeJS.Timeout | undefined
  let delayMs = firstDelayMs
  const readiness = Promise.withResolvers<void>()
  // Whoever awaits `ready` hears of it; a stop during the start leaves nobody to.
  readiness.promise.catch(() => {})
  let wasReady = false

  const run = (): void => {
    const began = Date.now()
    child = startChild(spec)
    child.on('message', (message: { ready?: boolean; kind?: string }) => {
      if (message.ready !== true && message.kind !== 'ready') return
      wasReady = true
      readiness.resolve()
    })
    child.once('exit', (code, signal) => {
      if (stopping) return
      const end = `${spec.name} ended with ${signal ?? `code ${code}`}`
      if (!wasReady) return readiness.reject(notReady(end, spec.logFile))
      if (Date.now() - began > settledMs) delayMs = firstDelayMs
      say(`${end}; starting it again${spec.logFile ? `. Its log: ${spec.logFile}` : ''}`)
      timer = setTimeout(run, delayMs)
      delayMs = Math.min(delayMs * 2, longestDelayMs)
    })
  }
  run()
  return {
    ready: readiness.promise,
    stop: async (patienceMs) => {
      stopping = true
      clearTimeout(timer)
      await endChild(child, patienceMs)
    },
  }
}

function notReady(end: string, logFile: string | undefined): AppError {
  const words = logFile ? `:\n${lastLines(logFile, 20)}\nIts log: ${logFile}` : '.'
  return new AppError('internal', `${end} before it was ready${words}`)
}
