// Paths into a draft. Segments are object keys; in a list of keyed objects an item's `key`, in any other list its index.

export type DraftPath = readonly string[]

type Json = unknown
type JsonObject = Record<string, Json>

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list whose items all carry a key; the empty list counts, whatever it will hold. */
export function isKeyedList(value: Json): value is JsonObject[] {
  return Array.isArray(value) && value.every((item) => isObject(item) && typeof item.key === 'string')
}

export function isSafePath(path: DraftPath): boolean {
  return path.length > 0 && !path.some((segment) => FORBIDDEN.has(segment))
}

/** Index of the item a segment names, or −1. */
export function indexIn(list: Json[], segment: string): number {
  if (list.length > 0 && isKeyedList(list)) return list.findIndex((item) => item.key === segment)
  return /^\d+$/.test(segment) && Number(segment) < list.length ? Number(segment) : -1
}

/** The value at a path, or undefined. */
export function valueAt(root: Json, path: DraftPath): Json {
  let value = root
  for (const segment of path) {
    if (Array.isArray(value)) value = value[indexIn(value, segment)]
    else if (isObject(value) && Object.hasOwn(value, segment)) value = value[segment]
    else return undefined
  }
  return value
}

/** true when one path is the other, or lies inside of it. */
export function overlaps(left: DraftPath, right: DraftPath): boolean {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) if (left[index] !== right[index]) return false
  return true
}

export function sameValue(left: Json, right: Json): boolean {
  if (Object.is(left, right)) return true
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameValue(item, right[index]))
  }
  if (!isObject(left) || !isObject(right)) return false
  const names = definedKeys(left)
  return names.length === definedKeys(right).length && names.every((name) => sameValue(left[name], right[name]))
}

/** Keys with a value: `undefined` is absent. */
export function definedKeys(value: JsonObject): string[] {
  return Object.keys(value).filter((name) => value[name] !== undefined)
}
