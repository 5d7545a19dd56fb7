// A JSON schema as the few words a reader needs: `string`, `viewer | engineer`, `list of { key, name? }`.

import type { OpenAPI } from '@orpc/openapi'

type Schema = OpenAPI.SchemaObject & { $ref?: string }

export interface SchemaRow {
  /** Dotted, `[]` for the items of a list. */
  name: string
  type: string
  isRequired: boolean
  description: string
}

const maxDepth = 4

/** The fields of an object schema, nested ones below their parent. Empty for what is no object. */
export function schemaRows(schema: Schema | undefined, prefix = '', depth = 0): SchemaRow[] {
  if (!schema || depth > maxDepth) return []
  const item = itemOf(schema)
  if (item) return schemaRows(item, `${prefix}[]`, depth)
  const variants = variantsOf(schema)
  if (variants) return variants.flatMap((variant) => schemaRows(variant, prefix, depth))
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const child = value as Schema
    const name = prefix ? `${prefix}.${key}` : key
    const isRequired = schema.required?.includes(key) ?? false
    const row = { name, type: typeText(child), isRequired, description: child.description ?? '' }
    return [row, ...schemaRows(child, name, depth + 1)]
  })
}

export function typeText(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map(String).join(' | ')
  const variants = variantsOf(schema)
  if (variants) return [...new Set(variants.map(typeText))].join(' | ')
  const item = itemOf(schema)
  if (item) return `list of ${typeText(item)}`
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any')
  return schema.format ? `${type} (${schema.format})` : type
}

function itemOf(schema: Schema): Schema | undefined {
  return schema.type === 'array' ? ((schema as { items?: Schema }).items ?? {}) : undefined
}

function variantsOf(schema: Schema): Schema[] | undefined {
  return (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
}
