// Values to YAML nodes in normal form: text plain where it reads back as the same text, quoted where it would not.

import { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'

/** Text that the core schema would read as nothing; an empty value means "absent" in a draft. */
const READS_AS_NULL = /^(|~|null|Null|NULL)$/
const READS_AS_DATA =
  /^(|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?(0x[0-9a-fA-F]+|0o[0-7]+|\.(inf|Inf|INF)|\.?[0-9].*)|\.nan|\.NaN|\.NAN)$/

export function toYamlNode(value: unknown, path: string[]): Scalar | YAMLMap | YAMLSeq {
  if (Array.isArray(value)) {
    const list = new YAMLSeq()
    value.forEach((item, index) => {
      list.items.push(toYamlNode(item, [...path, String(index)]))
    })
    list.flow = value.length === 0
    return list
  }
  if (typeof value === 'object' && value !== null) return toMap(value, path)
  return toScalar(value, isJsonBody(path))
}

function toMap(value: object, path: string[]): YAMLMap {
  const map = new YAMLMap()
  for (const [name, child] of Object.entries(value)) {
    if (child === undefined) continue
    map.items.push(new Pair(toScalar(name, false), toYamlNode(child, [...path, name])))
  }
  map.flow = map.items.length === 0
  return map
}

function toScalar(value: unknown, json: boolean): Scalar {
  if (typeof value !== 'string') return plain(JSON.stringify(value))
  const quoted = (json ? READS_AS_DATA : READS_AS_NULL).test(value)
  const scalar = new Scalar(value)
  if (quoted) scalar.type = Scalar.QUOTE_DOUBLE
  return scalar
}

function plain(written: string): Scalar {
  const scalar = new Scalar(written)
  scalar.type = Scalar.PLAIN
  return scalar
}

/** Below `operations.N.request.body.json` data keeps its type. */
export function isJsonBody(path: string[]): boolean {
  return path[0] === 'operations' && path[2] === 'request' && path[3] === 'body' && path[4] === 'json'
}
