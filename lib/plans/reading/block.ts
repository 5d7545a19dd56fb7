// A plan as it is read: headings, tables and lists, from which the page draws and Markdown is written.

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'text'; text: string }
  /** Text a person wrote in Markdown. */
  | { kind: 'markdown'; text: string }
  | { kind: 'fields'; fields: (readonly [name: string, value: string])[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  /** `boxes`: to be ticked. */
  | { kind: 'list'; items: string[]; boxes: boolean }
  | { kind: 'code'; text: string }

export const heading = (level: 1 | 2 | 3 | 4, text: string): Block => ({ kind: 'heading', level, text })

/** Nothing for what is blank, as in every builder here: a document has no empty parts. */
export const paragraph = (text: string | undefined): Block[] => (text?.trim() ? [{ kind: 'text', text }] : [])

type Value = string | boolean | readonly string[] | undefined

export function fields(pairs: readonly (readonly [name: string, value: Value])[]): Block[] {
  const filled = pairs.flatMap(([name, value]) => {
    const said = say(value)
    return said ? [[name, said] as const] : []
  })
  return filled.length > 0 ? [{ kind: 'fields', fields: filled }] : []
}

/** Columns in which no row says anything are left out. */
export function table<Row>(
  rows: readonly Row[] | undefined,
  columns: readonly (readonly [head: string, value: (row: Row, index: number) => Value])[],
): Block[] {
  const cells = (rows ?? []).map((row, index) => columns.map(([, value]) => say(value(row, index))))
  const kept = columns.flatMap((_, at) => (cells.some((row) => row[at]) ? [at] : []))
  if (kept.length === 0) return []
  const pick = (row: readonly string[]): string[] => kept.map((at) => row[at] ?? '')
  return [{ kind: 'table', head: pick(columns.map(([head]) => head)), rows: cells.map(pick) }]
}

export function list(items: readonly string[] | undefined, boxes = false): Block[] {
  const filled = (items ?? []).filter((item) => item.trim())
  return filled.length > 0 ? [{ kind: 'list', items: filled, boxes }] : []
}

/** A part with its heading; without content there is no part. */
export function part(level: 2 | 3 | 4, title: string, ...content: readonly Block[][]): Block[] {
  const blocks = content.flat()
  return blocks.length > 0 ? [heading(level, title), ...blocks] : []
}

/** A list under a few words, within a part. */
export const named = (name: string, content: Block[]): Block[] =>
  content.length > 0 ? [{ kind: 'text', text: `${name}:` }, ...content] : []

function say(value: Value): string {
  if (value === undefined || value === false) return ''
  if (value === true) return 'yes'
  return typeof value === 'string' ? value.trim() : value.join(', ')
}

/** `rampUp` → `ramp up`. */
export const wordsOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
