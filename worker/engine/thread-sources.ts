// The modules of a generator thread as JavaScript, stripped of their types once by the main thread. Were every thread to strip its own,
// as Node does by itself, each would run Node's stripper, which is WebAssembly: V8 shares its code between threads, and freeing it while
// others load or leave brings the whole process down now and then (SIGSEGV, SIGTRAP).

import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

const IMPORTED = /(?:from|import|import\()\s*['"](?<specifier>[#.][^'"]+\.ts)['"]/g
const ROOT = new URL('../../', import.meta.url)

let known: Map<string, string> | null = null

/** Source by URL of everything `entry` imports, itself included; made once in a process. */
export function threadSources(entry: URL): Map<string, string> {
  known ??= quietly(() => read(entry))
  return known
}

function read(entry: URL): Map<string, string> {
  const sources = new Map<string, string>()
  const open = [entry]
  for (let url = open.pop(); url; url = open.pop()) {
    if (sources.has(url.href)) continue
    const source = stripTypeScriptTypes(readFileSync(url, 'utf8'))
    sources.set(url.href, source)
    for (const { groups } of source.matchAll(IMPORTED)) open.push(resolve(groups!.specifier!, url))
  }
  return sources
}

function resolve(specifier: string, from: URL): URL {
  return specifier.startsWith('#') ? new URL(specifier.slice(1), ROOT) : new URL(specifier, from)
}

/** Node warns that the function may change; our Node is pinned, and the warning says nothing to who runs a test. */
function quietly<T>(work: () => T): T {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return work()
  } finally {
    process.emitWarning = emitWarning
  }
}
