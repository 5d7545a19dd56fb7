// A part of a multipart body as its fields show it, and as the document holds it: a plain text stays a text.

export interface PartFields {
  dataset?: string
  file?: string
  name?: string
  type?: string
  value?: string
}
export type Part = string | PartFields

export const fieldsOf = (part: Part): PartFields => (typeof part === 'string' ? { value: part } : part)

export function partOf({ value, ...rest }: PartFields): Part {
  const named = Object.fromEntries(Object.entries(rest).filter(([name, text]) => name === 'dataset' || text))
  if (Object.keys(named).length === 0) return value ?? ''
  return value === undefined ? named : { ...named, value }
}
