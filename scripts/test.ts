// `npm test`: style, types, unit, database and browser tests, all of them whatever fails, and the count as the last line.
// With arguments only those parts: `node scripts/test.ts e2e`.

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { childEnv } from '#lib/core/env.ts'
import { messageOf } from '#lib/core/errors.ts'
import { ensureChromium } from './chromium.ts'
import { generateClient, isClientCurrent } from './prisma-client.ts'
import { countPlaywright, countVitest, type TestCount } from './test-count.ts'

const reports = mkdtempSync(path.join(tmpdir(), 'headroom-reports-'))
const bin = (name: string) => path.join('node_modules', '.bin', name)
const heading = (name: string) => process.stdout.write(`\n── ${name}\n`)

function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: childEnv(env) })
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`)
      resolve(1)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** A check without tests of its own counts as one when it fails. */
async function check(name: string, command: string, args: string[]): Promise<TestCount> {
  heading(name)
  const code = await run(command, args)
  return { passed: 0, failed: code === 0 ? 0 : 1 }
}

async function vitest(name: string, projects = [name]): Promise<TestCount> {
  heading(`${name} tests`)
  const file = path.join(reports, `${name}.json`)
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...reporters,
  ])
  return readCount(file, code, countVitest)
}

async function browser(): Promise<TestCount> {
  heading('browser tests')
  const missing = ensureChromium()
  if (missing) {
    process.stderr.write(`${missing}\n`)
    return { passed: 0, failed: 1 }
  }
  const file = path.join(reports, 'e2e.json')
  const cli = 'node_modules/@playwright/test/cli.js'
  const code = await run(process.execPath, [cli, 'test', '--config', 'e2e/playwright.config.ts'], {
    HEADROOM_TEST_REPORT: file,
  })
  return readCount(file, code, countPlaywright)
}

/** What the report says; a run that failed without a failed test (no report, a broken set-up) counts as one failure. */
function readCount(file: string, code: number, count: (report: unknown) => TestCount): TestCount {
  let counted: TestCount = { passed: 0, failed: 0 }
  try {
    counted = count(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    process.stderr.write(`No report of this part: ${messageOf(error)}\n`)
    return { passed: 0, failed: 1 }
  }
  return { ...counted, failed: Math.max(counted.failed, code === 0 ? 0 : 1) }
}

const parts: Record<string, () => Promise<TestCount>> = {
  lint: () => check('style', bin('biome'), ['check', '.']),
  types: () => check('types', bin('tsc'), ['--noEmit', '-p', '.']),
  unit: () => vitest('unit', ['unit', 'worker', 'timed']),
  db: () => vitest('db'),
  e2e: browser,
}

async function main(): Promise<number> {
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter((name) => !(name in parts))
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`)
  if (!isClientCurrent()) await generateClient()
  const total: TestCount = { passed: 0, failed: 0 }
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const { passed, failed } = await part()
    total.passed += passed
    total.failed += failed
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
  return total.failed === 0 ? 0 : 1
}

main()
  .catch((error) => {
    process.stderr.write(`${messageOf(error)}\n\n0 passed, 1 failed\n`)
    return 1
  })
  .then((code) => {
    rmSync(reports, { recursive: true, force: true })
    process.exitCode = code
  })
