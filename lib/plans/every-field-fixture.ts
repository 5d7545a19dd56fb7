// A draft in which every field of the schema says something that nothing else says: what is built from a draft must show all of it.

import { z } from 'zod'
import { type PlanDraft, planDraftSchema } from './document/plan.ts'

interface Node {
  type: string
  shape?: Record<string, z.ZodType>
  innerType?: z.ZodType
  element?: z.ZodType
  valueType?: z.ZodType
  options?: readonly z.ZodType[]
  out?: z.ZodType
  getter?: () => z.ZodType
  values?: readonly string[]
}

/** Items of lists are made once; texts are words such as `word-17`, which can be keys too. */
export function everyField(): PlanDraft {
  let count = 0
  const fill = (schema: z.ZodType, depth: number): unknown => {
    const node = (schema as unknown as { def: Node }).def
    if (node.innerType) return fill(node.innerType, depth)
    if (node.type === 'pipe' && node.out) return fill(node.out, depth)
    if (node.type === 'lazy') {
      const inside = node.getter?.() as z.ZodType
      // JSON may be a text; a criterion may hold criteria, once here.
      if ((inside as unknown as { def: Node }).def.type === 'union') return fill(z.string(), depth)
      return depth > 9 ? undefined : fill(inside, depth + 6)
    }
    if (node.type === 'union') return fill(node.options?.at(-1) as z.ZodType, depth)
    if (node.type === 'literal') return node.values?.[0]
    if (node.type === 'boolean') return true
    if (node.type === 'array') return [fill(node.element as z.ZodType, depth + 1)].filter((item) => item !== undefined)
    if (node.type === 'record') {
      count += 1
      return { [`name${count}`]: fill(node.valueType as z.ZodType, depth + 1) }
    }
    if (node.type !== 'object') {
      count += 1
      return `word-${count}`
    }
    return Object.fromEntries(
      Object.entries(node.shape ?? {}).map(([name, one]) => [name, fill(one, depth + 1)] as const),
    )
  }
  return planDraftSchema.parse(fill(planDraftSchema, 0))
}
