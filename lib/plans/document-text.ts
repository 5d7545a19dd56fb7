// A part of the document as indented text, to be read: the YAML library stays on the server.

import { isObject } from './draft-path.ts'

const PLAIN = /^[\w./][\w ./%()$,'’+–-]*$/

export function documentText(value: unknown, depth = 0): string {
  if (Array.isArray(value)) return value.map((item) => `${pad(depth)}- ${inItem(item, depth)}`).join('\n')
  if (isObject(value)) {
    return Object.entries(value)
      .map(
        ([name, one]) =>
          `${pad(depth)}${name}:${isBranch(one) ? `\n${documentText(one, depth + 1)}` : ` ${leaf(one)}`}`,
      )
      .join('\n')
  }
  return pad(depth) + leaf(value)
}

const pad = (depth: number): string => '  '.repeat(depth)

const isBranch = (value: unknown): boolean =>
  (Array.isArray(value) && value.length > 0) || (isObject(value) && Object.keys(value).length > 0)

const inItem = (item: unknown, depth: number): string =>
  isBranch(item) ? documentText(item, depth + 1).trimStart() : leaf(item)

function leaf(value: unknown): string {
  if (typeof value === 'string') return PLAIN.test(value) ? value : JSON.stringify(value)
  return JSON.stringify(value) ?? ''
}
