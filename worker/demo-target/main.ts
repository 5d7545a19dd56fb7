#!/usr/bin/env node
// The demo target as a process: something to test that behaves as it is told. Ends with its parent.

import { parseFlags } from './flags.ts'
import { startDemoTarget } from './server.ts'
import { USAGE } from './usage.ts'

/** Starts the demo target and resolves when it answers. */
export async function runDemoTarget(args: string[]): Promise<void> {
  const target = await startDemoTarget(parseFlags(args))
  const end = () => void target.close().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.once('disconnect', end)
  process.send?.({ ready: true, port: target.port })
  process.stdout.write(`demo target: ${target.url}\n`)
}

if (import.meta.main) {
  runDemoTarget(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
    process.exit(64)
  })
}
