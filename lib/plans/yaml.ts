// The plan as YAML. Leaves are read as they were typed (`2.40` stays `2.40`), only JSON bodies keep their data types.
// Server and command line only: the browser never loads a YAML library.

import { Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type PlanDraft, planDraftSchema } from './document/plan.ts'
import { exampleFor } from './document-example.ts'
import { isJsonBody, toYamlNode } from './yaml-node.ts'

const MAX_BYTES = 1024 * 1024
/** Aliases may repeat parts; past this the document is a bomb, not a plan. */
const MAX_NODES = 200_000
const MAX_DEPTH = 64

export interface YamlProblem {
  /** Dotted, e.g. `operations.0.request.path`; empty for the document as a whole. */
  path: string
  line: number
  column: number
  message: string
  /** A correct piece of YAML for this place. */
  example?: string
}

export type ParsedPlanYaml = { ok: true; draft: PlanDraft } | { ok: false; problems: YamlProblem[] }

/** Reads a plan document; every problem has line and column (from 1) and says what is right. Nothing is thrown for bad input. */
export function parsePlanYaml(source: string): ParsedPlanYaml {
  if (new TextEncoder().encode(source).length > MAX_BYTES) {
    return refuse('The document is larger than 1 MB; a plan is text, keep data in files and name them in testData')
  }
  const lines = new LineCounter()
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'silent',
  })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      ...position(lines, error.pos[0]),
      path: '',
      message: error.message,
    }))
    return { ok: false, problems }
  }
  if (!isMap(document.contents)) {
    return refuse('A plan document is a mapping of keys to values, beginning with "headroom: 1" and "name: Orders API"')
  }
  return readMapping(document, lines)
}

/** The normal form: keys in the schema's order, the same strings, comments left out. */
export function formatPlanYaml(draft: PlanDraft): string {
  const document = new Document(null, { schema: 'failsafe', version: '1.2' })
  // A database may have changed the order of keys; the schema puts it right.
  const ordered = planDraftSchema.safeParse(draft)
  document.contents = toYamlNode(ordered.success ? ordered.data : draft, []) as never
  return document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true })
}

function readMapping(document: Document.Parsed, lines: LineCounter): ParsedPlanYaml {
  const reader = new DraftReader(document)
  let value: unknown
  try {
    value = reader.read(document.contents, [], 0)
  } catch (error) {
    if (error instanceof ReadProblem) {
      return { ok: false, problems: [{ ...position(lines, error.offset), path: error.path, message: error.message }] }
    }
    throw error
  }
  const parsed = planDraftSchema.safeParse(value)
  if (parsed.success) return { ok: true, draft: parsed.data }
  return { ok: false, problems: parsed.error.issues.map((issue) => toProblem(document, lines, issue)) }
}

class ReadProblem extends Error {
  readonly offset: number
  readonly path: string
  constructor(message: string, node: unknown, path: string[]) {
    super(message)
    this.offset = (node as Node | null)?.range?.[0] ?? 0
    this.path = path.join('.')
  }
}

/** Walks the tree and resolves aliases itself, so that their cost is bounded. */
class DraftReader {
  private readonly document: Document.Parsed
  private nodes = 0
  constructor(document: Document.Parsed) {
    this.document = document
  }

  /** Empty values (`key:` with nothing after it) are absent, but for those inside JSON bodies. */
  read(node: unknown, path: string[], depth: number): unknown {
    this.nodes++
    if (this.nodes > MAX_NODES)
      throw new ReadProblem('The document is too large once its aliases are written out', node, path)
    if (depth > MAX_DEPTH)
      throw new ReadProblem('The document is nested too deeply; aliases must not contain themselves', node, path)
    if (isAlias(node)) return this.read(node.resolve(this.document), path, depth + 1)
    if (isMap(node)) return this.readMap(node, path, depth)
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.read(item, [...path, String(index)], depth + 1))
      return isJsonBody(path) ? items : items.filter((item) => item !== undefined)
    }
    if (isScalar(node)) {
      if (node.tag) throw new ReadProblem(`Tags such as ${node.tag} are not part of a plan document`, node, path)
      return isJsonBody(path) ? node.value : leafAsTyped(node)
    }
    return isJsonBody(path) ? null : undefined
  }

  private readMap(node: { items: { key: unknown; value: unknown }[] }, path: string[], depth: number): unknown {
    const entries: [string, unknown][] = []
    for (const pair of node.items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : ''
      if (name === '__proto__') throw new ReadProblem('The key "__proto__" is not allowed', pair.key, path)
      const value = this.read(pair.value, [...path, name], depth + 1)
      if (value !== undefined) entries.push([name, value])
    }
    return Object.fromEntries(entries)
  }
}

function leafAsTyped(node: { value: unknown; source?: string; type?: string }): string | undefined {
  if (typeof node.value === 'string') return node.value
  if (node.value === null) return undefined
  return node.source ?? String(node.value)
}

interface Issue {
  code?: string
  path: PropertyKey[]
  message: string
  keys?: string[]
}

function toProblem(document: Document.Parsed, lines: LineCounter, issue: Issue): YamlProblem {
  const path = issue.path.map(String)
  const place = issue.code === 'unrecognized_keys' && issue.keys?.[0] ? [...path, issue.keys[0]] : path
  const example = exampleFor(place)
  return {
    path: place.join('.'),
    ...position(lines, offsetOf(document, place)),
    message: issue.message,
    ...(example ? { example } : {}),
  }
}

/** Offset of the last key of the path, or of the deepest part of it that exists. */
function offsetOf(document: Document.Parsed, path: string[]): number {
  let node: unknown = document.contents
  let offset = (node as Node | null)?.range?.[0] ?? 0
  for (const segment of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === segment)
      if (!pair) return offset
      offset = (pair.key as Node).range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(segment)]
      offset = (node as Node | null)?.range?.[0] ?? offset
    } else return offset
  }
  return offset
}

function position(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function refuse(message: string): ParsedPlanYaml {
  return { ok: false, problems: [{ path: '', line: 1, column: 1, message, example: 'headroom: 1\nname: Orders API' }] }
}
