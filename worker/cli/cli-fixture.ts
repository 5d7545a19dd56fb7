// The command line as a process of its own, in a folder of its own, beside a demo target.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { childEnv } from '#lib/core/env.ts'
import type { Behaviour } from '../demo-target/behaviour.ts'
import { type DemoTarget, startDemoTarget } from '../demo-target/server.ts'

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url))

export interface Place {
  folder: string
  target: DemoTarget
}

/** Made before the tests of a file and gone after them. What the behaviour does not say is as usual. */
export function usePlace(behaviour: Partial<Behaviour>): Place {
  const place = {} as Place
  beforeAll(async () => {
    place.folder = await mkdtemp(path.join(tmpdir(), 'headroom-cli-'))
    place.target = await startDemoTarget({ port: 0, behaviour })
  })
  afterAll(async () => {
    await place.target.close()
    await rm(place.folder, { recursive: true, force: true })
  })
  return place
}

export interface Ended {
  code: number | null
  out: string
  err: string
}

export function startCli(
  { folder }: Place,
  args: string[],
  env: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env: childEnv(env) })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  return { child, ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err }))) }
}
