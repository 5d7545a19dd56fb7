// CSV as RFC 4180 has it: commas, quotes around fields that hold commas, quotes or line ends. Reads on from where it stopped, so that a
// long text can be read a few rows at a time.

export class CsvRows {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text.startsWith('\ufeff') ? text.slice(1) : text
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  /** The next row that is not empty; null at the end. */
  next(): string[] | null {
    while (!this.isAtEnd) {
      const row = this.#row()
      if (row.length > 1 || row[0] !== '') return row
    }
    return null
  }

  #row(): string[] {
    const text = this.#text
    const lineEnd = text.indexOf('\n', this.#at)
    const end = lineEnd < 0 ? text.length : lineEnd
    const quote = text.indexOf('"', this.#at)
    if (quote >= 0 && quote < end) return this.#quotedRow()
    const line = text.slice(this.#at, text[end - 1] === '\r' ? end - 1 : end)
    this.#at = end + 1
    return line.split(',')
  }

  #quotedRow(): string[] {
    const fields: string[] = []
    let field = ''
    let isQuoted = false
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]!
      if (isQuoted) {
        if (char !== '"') field += char
        else if (this.#text[this.#at + 1] === '"') field += this.#text[++this.#at]
        else isQuoted = false
      } else if (char === '"') isQuoted = true
      else if (char === ',') {
        fields.push(field)
        field = ''
      } else if (char === '\n') break
      else if (char !== '\r') field += char
    }
    this.#at++
    fields.push(field)
    return fields
  }
}
