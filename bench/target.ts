// What the benchmarks send to: the cheapest possible HTTP server, so that the generator is what is measured. Answers every request with
// the same 91 bytes of JSON. Arguments: port; `tls` to speak TLS, `close` to close each connection behind its answer.

import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { TEST_CERTIFICATE, TEST_KEY } from '#worker/engine/tls-fixture.ts'

const [port = '0', mode = 'keep'] = process.argv.slice(2)
const BODY = JSON.stringify({
  id: 'order-000000001',
  status: 'open',
  total: 42.5,
  customer: 'c-0001',
  note: '91 bytes',
})
const connection = mode === 'close' ? 'close' : 'keep-alive'
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\nconnection: ${connection}\r\n\r\n${BODY}`,
)
const END = Buffer.from('\r\n\r\n')

function serve(socket: Socket): void {
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    // Requests have no body and do not arrive in pieces; several may arrive together.
    for (let at = chunk.indexOf(END); at >= 0; at = chunk.indexOf(END, at + 4)) socket.write(ANSWER)
    if (mode === 'close') socket.end()
  })
}

const server =
  mode === 'tls'
    ? createTlsServer({ key: TEST_KEY, cert: TEST_CERTIFICATE, noDelay: true }, serve)
    : createServer({ noDelay: true }, serve)
server.listen(Number(port), '127.0.0.1', 1024, () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
process.on('disconnect', () => process.exit(0))
