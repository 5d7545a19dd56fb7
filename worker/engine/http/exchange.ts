// A request and whoever waits for its answer, in one object.

import type { Connection } from './connection.ts'
import type { PrivateConnections } from './private-connections.ts'
import type { RequestParts } from './request-head.ts'
import type { ResponseHead } from './response-head.ts'

/**
 * `onEnd` or `onError` comes last, and once – but for an `onEnd` that throws, which `onError` is told. Bytes are only lent for the call,
 * until `onEnd` is over if that comes within it; `keep` says that it does not.
 */
export interface Exchange extends RequestParts {
  /** Sent byte for byte instead of method, path, headers and body. */
  verbatim: Buffer | null
  /** Where it is sent; null before and afterwards. */
  connection: Connection | null
  /** Connections of its iteration alone; null = those everybody shares. */
  privateConnections: PrivateConnections | null
  /** The connection it was given was open. */
  hadConnection: boolean
  /** Had to wait for a connection of a capped pool. */
  waitedForSlot: boolean
  /** Given up before it was sent: it must not leave the queue any more. */
  isAbandoned: boolean
  /** Sent again, as the target had closed the connection before the request got there. */
  isRepeated: boolean
  onWritten(): void
  onHead(head: ResponseHead, bytes: Buffer, from: number, to: number): void
  /** False = the rest of the body is not wanted. */
  onBody(bytes: Buffer, from: number, to: number): boolean
  keep(): void
  onEnd(): void
  onError(error: Error): void
}
