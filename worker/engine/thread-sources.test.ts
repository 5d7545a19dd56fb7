import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { threadSources } from './thread-sources.ts'

const entry = new URL('./generator-thread.ts', import.meta.url)

it('a generator thread finds every module of the house without types', () => {
  const sources = threadSources(entry)
  expect(sources.get(entry.href)).toContain('parentPort')
  expect(sources.get(entry.href)).not.toContain('import type')
  expect(sources.get(entry.href)!.split('\n')).toHaveLength(readFileSync(entry, 'utf8').split('\n').length)
  for (const source of sources.values()) expect(source).not.toMatch(/^import type/m)
})

it('a generator thread strips no types itself', async () => {
  const sources = threadSources(entry)
  // Whatever is not among the sources would be loaded, and stripped, by Node.
  const code = `
    const { registerHooks } = require('node:module')
    const { parentPort, workerData: { sources, entry } } = require('node:worker_threads')
    const missing = []
    registerHooks({ load(url, context, nextLoad) {
      if (sources.has(url)) return { format: 'module', source: sources.get(url), shortCircuit: true }
      if (url.endsWith('.ts')) missing.push(url)
      return nextLoad(url, context)
    } })
    import(entry).then(() => {}, () => {}).finally(() => { parentPort.postMessage(missing); process.exit() })`
  const thread = new Worker(code, { eval: true, workerData: { sources, entry: entry.href }, execArgv: [] })
  const missing = await new Promise((resolve) => thread.once('message', resolve))
  expect(missing).toEqual([])
})
