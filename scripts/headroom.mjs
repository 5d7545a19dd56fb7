// `npm run -s headroom -- …`: the command line under the right Node, quiet, with its exit code passed through.

import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, findNode } from './bootstrap.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
await ensureInstalled()

// Files named on the command line are meant from where npm was called, settings from where the project lies.
const child = spawn(findNode(), [path.join(root, 'worker', 'cli.ts'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  env: { ...process.env, DATA_DIR: path.resolve(root, process.env.DATA_DIR || '.data') },
  stdio: 'inherit',
})
// Ctrl-C reaches the child by itself; what only this process gets is passed on.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
