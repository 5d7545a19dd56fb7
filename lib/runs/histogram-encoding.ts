// A histogram as bytes, which are HdrHistogram's own and are read by it: V2 encoding, uncompressed. A header of 40 bytes, then the count
// of each cell as a ZigZag LEB128 word; a run of empty cells is its negative length. Source: Gil Tene, HdrHistogram.

import { HIGHEST_MICROS, PAGE_SIZE, type Page } from './histogram-pages.ts'

const COOKIE = 0x1c849313
const HEADER_BYTES = 40

/**
 * Adds the counts of encoded bytes to the pages that `pageOf` gives. Returns how many values they hold.
 * Throws RangeError on bytes that are not a histogram of this layout.
 */
export function addEncodedCells(bytes: Uint8Array, pageOf: (at: number) => Page): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < HEADER_BYTES || view.getInt32(0) !== COOKIE) throw new RangeError('not an encoded histogram')
  if (view.getInt32(12) !== 3) throw new RangeError('a histogram of another precision cannot be merged')
  const end = HEADER_BYTES + view.getInt32(4)
  let cell = 0
  let position = HEADER_BYTES
  let open = -1
  let page: Page | null = null
  let count = 0
  while (position < end) {
    let word = bytes[position++]!
    if (word >= 0x80) {
      word &= 0x7f
      let scale = 128
      let byte: number
      do {
        byte = bytes[position++]!
        word += (byte & 0x7f) * scale
        scale *= 128
      } while (byte >= 0x80)
    }
    if (word % 2 === 1) {
      cell += (word + 1) / 2
      continue
    }
    if (page === null || cell >> 10 !== open) {
      open = cell >> 10
      page = pageOf(open)
    }
    page[cell++ & 1023]! += word / 2
    count += word / 2
  }
  return count
}

// One buffer for all encoding: it only grows, and `finish` copies out of it.
let scratch = new Uint8Array(64 * 1024)

/** Writes cell counts as ZigZag LEB128 words: a count as itself, a run of empty cells as its negative length. */
export class CountsWriter {
  #position = HEADER_BYTES
  #zeros = 0

  page(page: Page | null): void {
    if (!page) {
      this.#zeros += PAGE_SIZE
      return
    }
    for (let i = 0; i < page.length; i++) {
      const count = page[i]!
      if (count === 0) this.#zeros++
      else {
        this.#flushZeros()
        this.#word(count * 2)
      }
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    const view = new DataView(scratch.buffer)
    view.setInt32(0, COOKIE)
    view.setInt32(4, this.#position - HEADER_BYTES)
    view.setInt32(8, 1)
    view.setInt32(12, 3)
    view.setBigInt64(16, 1n)
    view.setBigInt64(24, BigInt(HIGHEST_MICROS))
    view.setBigInt64(32, 1n)
    return scratch.slice(0, this.#position)
  }

  #flushZeros(): void {
    if (this.#zeros === 1) this.#word(0)
    else if (this.#zeros > 1) this.#word(this.#zeros * 2 - 1)
    this.#zeros = 0
  }

  #word(zigZag: number): void {
    if (this.#position + 10 > scratch.length) {
      const wider = new Uint8Array(scratch.length * 2)
      wider.set(scratch)
      scratch = wider
    }
    let rest = zigZag
    while (rest >= 128) {
      scratch[this.#position++] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    scratch[this.#position++] = rest
  }
}
