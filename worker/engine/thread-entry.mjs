// Entry of a generator thread, in plain JavaScript: everything it loads comes stripped of types (see thread-sources.ts).

import { registerHooks } from 'node:module'
import { workerData } from 'node:worker_threads'

const { sources, entry } = workerData

registerHooks({
  load(url, context, nextLoad) {
    const source = sources.get(url)
    return source === undefined ? nextLoad(url, context) : { format: 'module', source, shortCircuit: true }
  },
})

await import(entry)
