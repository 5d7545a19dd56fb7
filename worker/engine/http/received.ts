// What was received of an answer. The bytes are lent for the call that brings them; `keep` copies what must outlast it, so that an
// answer that comes in one piece is judged without a copy.

export type HeaderFields = Record<string, string | string[] | undefined>

/** What all answers of a thread that are under way may keep together. */
export const KEPT_BODIES = { leftBytes: 256_000_000 }

const NOTHING: HeaderFields = Object.freeze(Object.create(null))

export class Received {
  #headBytes: Buffer | null = null
  #headFrom = 0
  #headTo = 0
  #headText: string | null = null
  #fields: HeaderFields | null = null
  #lent: Buffer | null = null
  #lentFrom = 0
  #lentTo = 0
  readonly #chunks: Buffer[] = []
  #bodyBytes = 0
  #keeps = 0
  /** Copied, and so taken from what is left of `KEPT_BODIES`. */
  #keptBytes = 0
  /** A piece of the body was not kept, as too many answers are under way. */
  isStarved = false

  /** Of the body that comes, the first `keeps` bytes are kept. */
  begin(keeps: number): void {
    this.release()
    this.#keeps = keeps
  }

  /** Nobody looks at it any more. */
  release(): void {
    this.#headBytes = null
    this.#headText = null
    this.#fields = null
    this.#lent = null
    this.#bodyBytes = 0
    this.isStarved = false
    if (this.#chunks.length > 0) this.#chunks.length = 0
    KEPT_BODIES.leftBytes += this.#keptBytes
    this.#keptBytes = 0
  }

  head(bytes: Buffer, from: number, to: number): void {
    this.#headBytes = bytes
    this.#headFrom = from
    this.#headTo = to
  }

  body(bytes: Buffer, from: number, to: number): void {
    const end = Math.min(to, from + this.#keeps - this.#bodyBytes)
    if (end <= from) return
    this.#bodyBytes += end - from
    if (this.#lent) this.#keepBody()
    this.#lent = bytes
    this.#lentFrom = from
    this.#lentTo = end
  }

  /** Copies what is lent. */
  keep(): void {
    if (this.#headBytes) {
      this.#headText = this.#headBytes.toString('latin1', this.#headFrom, this.#headTo)
      this.#headBytes = null
    }
    if (this.#lent) this.#keepBody()
  }

  /** By lower-case name; a field that came more than once has a list. */
  get fields(): HeaderFields {
    if (this.#fields) return this.#fields
    const text = this.#headBytes?.toString('latin1', this.#headFrom, this.#headTo) ?? this.#headText
    this.#fields = text === null ? NOTHING : fieldsOf(text)
    return this.#fields
  }

  /** The body as far as it is kept. Without `keep` the last piece is only lent. */
  get chunks(): Buffer[] {
    if (this.#lent) {
      this.#chunks.push(this.#lent.subarray(this.#lentFrom, this.#lentTo))
      this.#lent = null
    }
    return this.#chunks
  }

  #keepBody(): void {
    const lent = this.#lent!.subarray(this.#lentFrom, this.#lentTo)
    this.#lent = null
    this.isStarved ||= lent.length > KEPT_BODIES.leftBytes
    if (this.isStarved) return
    KEPT_BODIES.leftBytes -= lent.length
    this.#keptBytes += lent.length
    this.#chunks.push(Buffer.from(lent))
  }
}

/** Fields of a head whose form was read and found good. */
function fieldsOf(head: string): HeaderFields {
  const fields: HeaderFields = Object.create(null)
  // A line that begins with a blank goes on with the value of the line before.
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    const known = fields[name]
    if (known === undefined) fields[name] = value
    else if (Array.isArray(known)) known.push(value)
    else fields[name] = [known, value]
  }
  return fields
}
