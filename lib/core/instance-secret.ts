import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { getEnv } from './env.ts'

let cached: string | undefined

/**
 * The key that signs sessions and seals stored secrets: HEADROOM_SECRET, else one made on first use in DATA_DIR
 * (readable by its owner only). Whoever shares a database across machines sets HEADROOM_SECRET on all of them.
 */
export function instanceSecret(): string {
  cached ??= getEnv().HEADROOM_SECRET ?? readOrCreate(path.join(getEnv().DATA_DIR, 'secret'))
  return cached
}

function readOrCreate(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true })
  try {
    // 'wx': of web and worker starting together only one creates it, the other reads.
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
