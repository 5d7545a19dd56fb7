// A page that needs nothing else, printed by the Chromium of this machine. It gets a file and a profile of its own, and no
// network; the page itself forbids every script: what people typed into a report reaches nothing.

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { readVariables } from '#lib/core/env.ts'
import { AppError } from '#lib/core/errors.ts'

const run = promisify(execFile)

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const LONGEST_MS = 60_000

/** null: there is none on this machine. */
export function findChromium(searchPath = readVariables(['PATH']).PATH ?? ''): string | null {
  const candidates = searchPath.split(path.delimiter).flatMap((dir) => NAMES.map((name) => path.join(dir, name)))
  return candidates.find((file) => existsSync(file)) ?? null
}

/** A4 pages. Throws `unavailable` where there is no Chromium, or where it does not print within a minute. */
export async function printPdf(html: string, chromium = findChromium()): Promise<Uint8Array<ArrayBuffer>> {
  if (!chromium) {
    throw new AppError(
      'unavailable',
      'No PDF: there is no Chromium on this server. Install the chromium package, or print the report page from a browser.',
    )
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'headroom-report-'))
  try {
    const page = path.join(folder, 'report.html')
    const pdf = path.join(folder, 'report.pdf')
    await writeFile(page, html)
    await run(chromium, argumentsFor(folder, page, pdf), { timeout: LONGEST_MS, killSignal: 'SIGKILL' })
    return new Uint8Array(await readFile(pdf))
  } catch (cause) {
    throw new AppError(
      'unavailable',
      'No PDF: Chromium did not print the report. Print the report page from a browser.',
      { cause },
    )
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

const argumentsFor = (folder: string, page: string, pdf: string): string[] => [
  '--headless',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-software-rasterizer',
  '--disable-extensions',
  '--no-pdf-header-footer',
  '--proxy-server=127.0.0.1:9',
  '--no-first-run',
  // Chromium builds no sandbox for root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  `--user-data-dir=${path.join(folder, 'profile')}`,
  `--print-to-pdf=${pdf}`,
  pathToFileURL(page).href,
]
