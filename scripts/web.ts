// The web process: serves the build on HOST:PORT and ends within seconds, open event streams or not.

import { createServer } from 'node:http'
import next from 'next'
import { getEnv } from '#lib/core/env.ts'
import { messageOf } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { startSweeping } from '#lib/verdicts/commands/sweep.ts'

const { HOST, PORT } = getEnv()
const app = next({ dev: false, dir: process.cwd(), hostname: HOST, port: PORT })
await app.prepare()
const handle = app.getRequestHandler()
const server = createServer((request, response) => void handle(request, response))

server.once('error', (error) => {
  log.fatal({ err: error }, `cannot listen on ${HOST}:${PORT}: ${messageOf(error)}`)
  process.exit(1)
})
server.listen(PORT, HOST, () => {
  log.info({ host: HOST, port: PORT }, 'web ready')
  startSweeping(log)
  process.send?.({ ready: true })
})

function leave(): void {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  // Event streams never end by themselves.
  setTimeout(() => server.closeAllConnections(), 1000).unref()
  setTimeout(() => process.exit(0), 3000).unref()
}

process.once('SIGTERM', leave)
process.once('SIGINT', leave)
