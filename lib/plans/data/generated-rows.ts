// A table of people made by rule: exactly so many rows, of which exactly so many have an invalid address and so many repeat an earlier
// valid one, spread evenly. Row i depends on i and the seed alone, so nothing is held and every thread makes the same rows.

import { AppError } from '#lib/core/errors.ts'
import { Random } from '#lib/load/random.ts'
import { GENERATED_COLUMNS } from '../dataset-columns.ts'
import type { Rows } from './csv.ts'
import { CITIES, FIRST, LAST } from './name-lists.ts'

const INVALID = [
  (name: string) => name,
  (name: string) => `${name}@`,
  (name: string) => `@${name}.test`,
  (name: string) => `${name}@example test`,
  (name: string) => `${name}@@example.test`,
]

export class GeneratedRows implements Rows {
  readonly columns = [...GENERATED_COLUMNS]
  readonly count: number
  readonly #invalid: number
  readonly #special: number
  readonly #seed: number

  /** `count` rows, `invalid` and `duplicate` of them. Throws `invalid_input` when the parts do not fit into the whole. */
  constructor(count: number, invalid: number, duplicate: number, seed: number) {
    this.count = count
    this.#invalid = invalid
    this.#special = invalid + duplicate
    this.#seed = seed
    if (count < 1) throw new AppError('invalid_input', 'Generated data needs rows; write, for example, rows: 1000')
    if (this.#special > count || (duplicate > 0 && this.#special === count)) {
      throw new AppError(
        'invalid_input',
        `Of ${count} generated rows, ${invalid} cannot be invalid and ${duplicate} repeat a valid one: write smaller shares`,
      )
    }
  }

  row(index: number): string[] {
    const kind = this.kindOf(index)
    const person = personOf(kind === 'duplicate' ? this.#original(index) : index, this.#seed)
    if (kind === 'invalid') person[0] = INVALID[index % INVALID.length]!(`invalid${index}`)
    return person
  }

  /** What the row is made to be. */
  kindOf(index: number): 'valid' | 'invalid' | 'duplicate' {
    const nth = Math.floor((index * this.#special) / this.count)
    if (Math.floor(((index + 1) * this.#special) / this.count) === nth) return 'valid'
    const isInvalid =
      Math.floor(((nth + 1) * this.#invalid) / this.#special) > Math.floor((nth * this.#invalid) / this.#special)
    return isInvalid ? 'invalid' : 'duplicate'
  }

  /** A valid row before this one; row 0 is valid whenever there are duplicates. */
  #original(index: number): number {
    let at = new Random(this.#seed, index).int(0, index - 1)
    while (this.kindOf(at) !== 'valid') at--
    return at
  }
}

function personOf(index: number, seed: number): string[] {
  const random = new Random(seed, index)
  const one = (list: string[]) => list[random.int(0, list.length - 1)]!
  const [first, last] = [one(FIRST), one(LAST)]
  const phone = `+00 555 ${String(random.int(0, 9_999_999)).padStart(7, '0')}`
  return [`${first}.${last}.${index}@example.test`.toLowerCase(), `${first} ${last}`, phone, one(CITIES)]
}
