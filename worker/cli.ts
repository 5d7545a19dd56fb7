#!/usr/bin/env node
// The command line. In a checkout: `npm run -s headroom -- run plan.yaml --scenario baseline`.

import { isAppError, messageOf } from '#lib/core/errors.ts'
import { version } from '#lib/core/version.ts'
import { benchCommand } from './cli/bench.ts'
import { BENCH_USAGE } from './cli/bench-arguments.ts'
import { CYCLE_USAGE, cycleCommand } from './cli/cycle.ts'
import { EXIT } from './cli/exit-code.ts'
import { LINT_USAGE, lintCommand } from './cli/lint.ts'
import { PREVIEW_USAGE, previewCommand } from './cli/preview.ts'
import { PUSH_USAGE, pushCommand } from './cli/push.ts'
import { RUN_USAGE, runCommand } from './cli/run.ts'
import { START_USAGE, startCommand } from './cli/start.ts'
import { runDemoTarget } from './demo-target/main.ts'
import { USAGE as DEMO_USAGE } from './demo-target/usage.ts'

const COMMANDS: Record<string, { usage: string; run: (args: string[]) => Promise<number | undefined> }> = {
  run: { usage: RUN_USAGE, run: runCommand },
  bench: { usage: BENCH_USAGE, run: benchCommand },
  push: { usage: PUSH_USAGE, run: pushCommand },
  start: { usage: START_USAGE, run: startCommand },
  cycle: { usage: CYCLE_USAGE, run: cycleCommand },
  lint: { usage: LINT_USAGE, run: lintCommand },
  preview: { usage: PREVIEW_USAGE, run: previewCommand },
  'demo-target': { usage: DEMO_USAGE, run: async (args) => void (await runDemoTarget(args)) },
}

const USAGE = `Headroom ${version}: plan, run and review performance tests

${Object.values(COMMANDS)
  .map(({ usage }) => usage)
  .join('\n\n')}
`

async function main([name, ...args]: string[]): Promise<number | undefined> {
  if (name === '--version') return tell(`${version}\n`)
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return tell(USAGE)
  const command = COMMANDS[name]
  if (!command) return complain(`There is no command "${name}".\n\n${USAGE}`)
  if (args.includes('--help') || args.includes('-h')) return tell(`${command.usage}\n`)
  try {
    return await command.run(args)
  } catch (error) {
    return fail(error, command.usage)
  }
}

function tell(text: string): number {
  process.stdout.write(text)
  return EXIT.ok
}

function complain(text: string, code: number = EXIT.badInput): number {
  process.stderr.write(text)
  return code
}

function fail(error: unknown, usage: string): number {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('ERR_PARSE_ARGS_')) return complain(`${messageOf(error)}\n\n${usage}\n`)
  if (isAppError(error) && error.code === 'unavailable') return complain(`${error.message}\n`, EXIT.internal)
  if (isAppError(error) && error.code !== 'internal') return complain(`${error.message}\n`)
  if (code === 'EADDRINUSE') return complain(`${messageOf(error)}; choose another --port\n`)
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return EXIT.internal
}

const code = await main(process.argv.slice(2))
// A command that goes on, such as the demo target, has no exit code yet.
if (typeof code === 'number') process.exitCode = code
