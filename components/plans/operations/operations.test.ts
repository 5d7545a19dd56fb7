import { describe, expect, it } from 'vitest'
import { planDraftSchema } from '#lib/plans/document/plan.ts'
import { fieldsOf, partOf } from './multipart-part.ts'
import { partsOf, stepOf } from './once-step.ts'

describe('what the fields of an operation write', () => {
  it('a step that is sent once is its key, one of a preload an object, and both come back', () => {
    expect(stepOf({ operation: 'login', times: '', atOnce: '' })).toBe('login')
    expect(stepOf({ operation: 'create', times: '1000', atOnce: '' })).toEqual({ operation: 'create', times: '1000' })
    for (const step of ['login', { operation: 'create', times: '1000', atOnce: '20' }]) {
      expect(stepOf(partsOf(step))).toEqual(step)
    }
  })

  it('a part without a name of a file or a type is a text; a data set stays one while none is chosen', () => {
    expect(partOf({ value: 'hello' })).toBe('hello')
    expect(partOf({ value: 'hello', name: '', type: 'text/plain' })).toEqual({ value: 'hello', type: 'text/plain' })
    expect(partOf({ dataset: '' })).toEqual({ dataset: '' })
    const parts = ['', 'hello', { dataset: 'contacts', name: 'contacts.csv' }, { value: '1', name: 'a.txt' }]
    for (const part of parts) expect(partOf(fieldsOf(part))).toEqual(part)
    const multipart = Object.fromEntries(parts.map((part, index) => [`part${index}`, part]))
    const operations = [{ key: 'send', request: { body: { multipart } } }]
    expect(planDraftSchema.safeParse({ name: 'Parts', operations }).success).toBe(true)
  })
})
