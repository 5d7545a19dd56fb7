import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { childEnv } from '#lib/core/env.ts'
import { AppError } from '#lib/core/errors.ts'
import { hashFiles } from './source-hash.ts'

const generated = path.resolve('lib/db/generated')
const stamp = path.join(generated, '.schema-hash')

/** Whether the client in lib/db/generated was made from the schema as it is now. */
export function isClientCurrent(): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === schemaHash()
}

const schemaHash = () =>
  hashFiles(['prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'], (name) => !name.endsWith('.sql'))

/** Makes the Prisma client from prisma/. Throws `internal` with what Prisma said. */
export async function generateClient(): Promise<void> {
  const hash = schemaHash()
  const child = spawn(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
    // Prisma downloads an engine unless it is given one, and never runs it to generate: any executable will do.
    env: childEnv({ PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', NO_COLOR: '1' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0)
    throw new AppError('internal', `The database client could not be made from prisma/:\n${output.trim()}`)
  writeFileSync(stamp, hash)
}
