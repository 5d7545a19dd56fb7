// A request on its way out: in one write where that is cheaper.

import type { Socket } from 'node:net'
import type { Exchange } from './exchange.ts'

/** Bodies up to this are copied behind their head; longer ones are handed over as they are. */
const COPIED_BODY_BYTES = 16 * 1024

/** `head` is null where the request is verbatim. */
export function writeRequest(socket: Socket, head: string | null, { verbatim, body }: Exchange): void {
  if (verbatim !== null || head === null) socket.write(verbatim!)
  else if (body === null) socket.write(head, 'latin1')
  else if (body.length <= COPIED_BODY_BYTES) socket.write(joined(head, body))
  else {
    socket.cork()
    socket.write(head, 'latin1')
    socket.write(body)
    socket.uncork()
  }
}

/** What a whole request begins with: whether its answer has a body depends on it. */
export function methodOf(verbatim: Buffer): string {
  return verbatim.toString('latin1', 0, 16).split(' ', 1)[0]!
}

function joined(head: string, body: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(head.length + body.length)
  bytes.write(head, 0, 'latin1')
  body.copy(bytes, head.length)
  return bytes
}
