// What the benchmarks send to: the cheapest possible HTTP server, so that the generator is what is measured. Answers every request with
// the same 91 bytes of JSON.

import { createServer } from 'node:net'

const BODY = JSON.stringify({
  id: 'order-000000001',
  status: 'open',
  total: 42.5,
  customer: 'c-0001',
  note: '91 bytes',
})
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\nconnection: keep-alive\r\n\r\n${BODY}`,
)
const END = Buffer.from('\r\n\r\n')

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    // Requests have no body and do not arrive in pieces; several may arrive together.
    for (let at = chunk.indexOf(END); at >= 0; at = chunk.indexOf(END, at + 4)) socket.write(ANSWER)
  })
})
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', 1024, () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
process.on('disconnect', () => process.exit(0))
