// What is kept sealed in the database: AES-256-GCM under a key derived from the secret of the instance (HKDF-SHA-256, RFC 5869).
// `identity` names the row and is authenticated with it, so that a box moved to another row does not open.
// Layout in bytes: 8 key id | 12 nonce | 16 tag | ciphertext. The key id tells which secret sealed it, never what the secret is.

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { AppError } from '#lib/core/errors.ts'

const KEY_ID_BYTES = 8
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES

export type SealedBytes = Uint8Array<ArrayBuffer>

export function sealText(instanceSecret: string, text: string, identity: string): SealedBytes {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', derive(instanceSecret, 'sealing', 32), nonce)
  cipher.setAAD(Buffer.from(identity))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Uint8Array.from(Buffer.concat([keyId(instanceSecret), nonce, cipher.getAuthTag(), body]))
}

/** Throws `precondition_failed` when it was sealed under another secret, for another row, or changed since. Never tells content. */
export function openText(instanceSecret: string, sealed: Uint8Array, identity: string): string {
  const box = Buffer.from(sealed)
  if (box.length < HEAD_BYTES || !box.subarray(0, KEY_ID_BYTES).equals(keyId(instanceSecret))) throw otherSecret()
  const nonce = box.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', derive(instanceSecret, 'sealing', 32), nonce, {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(identity))
  decipher.setAuthTag(box.subarray(KEY_ID_BYTES + NONCE_BYTES, HEAD_BYTES))
  try {
    return Buffer.concat([decipher.update(box.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    throw new AppError('precondition_failed', 'A stored secret was changed outside of Headroom. Store its value again.')
  }
}

/** Hex. */
export function keyIdOf(instanceSecret: string): string {
  return keyId(instanceSecret).toString('hex')
}

const keyId = (instanceSecret: string): Buffer => derive(instanceSecret, 'key-id', KEY_ID_BYTES)

function derive(instanceSecret: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', instanceSecret, '', `headroom ${purpose} 1`, bytes))
}

function otherSecret(): AppError {
  return new AppError(
    'precondition_failed',
    'A stored secret was sealed under another HEADROOM_SECRET. Give all processes the same one, or store the value again.',
  )
}
