import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { childEnv, readVariables } from '#lib/core/env.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The Chromium for browser tests: undefined for Playwright's own, else one of the PATH; null when there is none. */
export function findChromium(searchPath = readVariables(['PATH']).PATH ?? ''): string | undefined | null {
  if (existsSync(chromium.executablePath())) return undefined
  const candidates = searchPath.split(path.delimiter).flatMap((dir) => names.map((name) => path.join(dir, name)))
  return candidates.find((file) => existsSync(file)) ?? null
}

/** Makes sure there is one. On Debian, root installs the package. Returns a sentence when there is none to be had. */
export function ensureChromium(): string | null {
  if (findChromium() !== null) return null
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    process.stdout.write('Installing Chromium for the browser tests\n')
    const env = childEnv({ DEBIAN_FRONTEND: 'noninteractive' })
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'ignore', env })
    if (findChromium() !== null) return null
  }
  return 'There is no Chromium for the browser tests. Install it: npx playwright install chromium, or the chromium package of your system.'
}
