// A target that answers at once, but not at all for the last 200 ms of every 2 s: then everything that waits is answered together. Asked
// for its stalls, it tells from when to when each truly lasted: on a busy machine it may wake late.

import { createServer, type Socket } from 'node:net'
import { STALL, type Stall } from './stall.ts'

const ANSWER = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok')
const END = Buffer.from('\r\n\r\n')
const waiting: Socket[] = []
const stalls: Stall[] = []
let isStalling = false

/** Comes around often enough to begin and end a stall to a tenth of a millisecond; sleeps where it can. */
function watch(): void {
  const intoPeriod = performance.now() % STALL.everyMs
  const isDue = intoPeriod >= STALL.everyMs - STALL.forMs
  const nowMs = performance.timeOrigin + performance.now()
  if (isDue && !isStalling) stalls.push({ fromMs: nowMs, toMs: Number.POSITIVE_INFINITY, answeredMs: nowMs })
  if (!isDue && isStalling) {
    for (const socket of waiting.splice(0)) socket.write(ANSWER)
    Object.assign(stalls.at(-1)!, { toMs: nowMs, answeredMs: performance.timeOrigin + performance.now() })
  }
  isStalling = isDue
  const leftMs = (isDue ? STALL.everyMs : STALL.everyMs - STALL.forMs) - intoPeriod
  if (leftMs < 4) setImmediate(watch)
  else setTimeout(watch, leftMs - 3)
}

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    for (let at = chunk.indexOf(END); at >= 0; at = chunk.indexOf(END, at + 4)) {
      if (isStalling) waiting.push(socket)
      else socket.write(ANSWER)
    }
  })
})
server.listen(0, '127.0.0.1', 1024, () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
  watch()
})
process.on('message', () => process.send?.({ stalls: stalls.filter(({ toMs }) => toMs < Number.POSITIVE_INFINITY) }))
process.on('disconnect', () => process.exit(0))
