import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { getEnv } from '#lib/core/env.ts'
import { AppError } from '#lib/core/errors.ts'
import { hashFiles } from '../source-hash.ts'
import { runChild } from './child.ts'
import { step } from './say.ts'

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'tsconfig.next.json',
]
const packages = ['package.json', 'package-lock.json']
const isBuilt = (name: string) => !/\.test\.tsx?$/.test(name)

/** Builds the web app unless the build lies there for exactly these sources and packages. */
export async function ensureBuilt(logFile: string): Promise<void> {
  const dist = path.resolve(getEnv().HEADROOM_DIST_DIR)
  const stamp = path.join(dist, 'headroom-sources')
  const hash = hashFiles([...sources, ...packages], isBuilt)
  if (existsSync(stamp) && existsSync(path.join(dist, 'BUILD_ID')) && readFileSync(stamp, 'utf8') === hash) return
  // Without its stamp a build that was interrupted is not taken for a whole one.
  rmSync(stamp, { force: true })
  rmSync(logFile, { force: true })
  await step('Building the web app (a minute or two, once and after updates)', () =>
    runChild({
      name: 'The build of the web app',
      args: ['node_modules/next/dist/bin/next', 'build'],
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      logFile,
    }),
  )
  if (!existsSync(path.join(dist, 'BUILD_ID'))) {
    throw new AppError('internal', `The build of the web app ended without a result. Its log: ${logFile}`)
  }
  writeFileSync(stamp, hash)
}
