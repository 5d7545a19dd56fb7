// All benchmarks, one after the other, as a report in Markdown. `npm run bench [-- minutes of full speed]`

import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

const [minutes = '0.5'] = process.argv.slice(2)
const BENCHES: [script: string, ...args: string[]][] = [
  ['throughput.ts'],
  ['accuracy.ts'],
  ['memory.ts', minutes],
  ['rows.ts'],
  ['plan.ts'],
  ['review.ts'],
]

console.log(`# Benchmarks\n\n${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}\n`)
for (const [script, ...args] of BENCHES) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { status } = spawnSync(process.execPath, [path, ...args], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
  console.log('')
}
