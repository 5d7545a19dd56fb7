// How the socket of a connection is opened: to an address that is allowed, plain or secured. All connections of a thread read into one
// buffer: what is read is taken out of it before anything else is read.

import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { Origin } from './origin.ts'
import { tlsOptionsOf } from './tls.ts'

export const SHARED_BUFFER = Buffer.allocUnsafeSlow(64 * 1024)

/** `onRead` is told how many bytes lie in the buffer, `onReady` once it can be written to. */
export interface SocketUser {
  onRead: (length: number) => boolean
  onReady: () => void
}

/** `takesUpSession`: TLS goes on with the newest session of the origin, and leaves its own for the next. */
export function openSocket(origin: Origin, takesUpSession: boolean, user: SocketUser): Socket {
  if (origin.secureContext === null) return connect(optionsOf(origin, user)).once('connect', user.onReady)
  const tls = tlsOptionsOf(origin.options.tls, origin.host, origin.secureContext)
  const session = takesUpSession && origin.session ? { session: origin.session } : {}
  const socket: TLSSocket = connectTls({ ...optionsOf(origin, user), ...tls, ...session } as never)
  socket.setNoDelay(true)
  socket.once('secureConnect', user.onReady)
  if (takesUpSession) socket.on('session', (newest) => void (origin.session = newest))
  return socket
}

function optionsOf({ host, port, lookup, options }: Origin, { onRead }: SocketUser) {
  const onread = { buffer: SHARED_BUFFER, callback: onRead }
  // Half-open, so that an answer cut short can be told from a connection that was closed before the request got there.
  const way = { host, port, lookup, onread, noDelay: true, allowHalfOpen: true }
  // Another address is tried when one refuses, not after Node's 250 ms: under load a connection may take as long as the plan lets it.
  return { ...way, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: Math.ceil(options.connectTimeoutMs) }
}
