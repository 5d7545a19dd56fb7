import { describe, expect, it } from 'vitest'
import { bodyProblem } from './body-problem.ts'

describe('a JSON body', () => {
  it('may be blank, or any JSON with values inside of texts', () => {
    expect(bodyProblem('  ')).toBeNull()
    expect(bodyProblem('{ "name": "Item {{ user }}" }')).toBeNull()
    expect(bodyProblem('[1, null]')).toBeNull()
  })

  it('says which line breaks it', () => {
    expect(bodyProblem('{\n  "a": 1,\n  b: 2\n}')).toMatch(/line 3/)
    expect(bodyProblem('{ "a": 1')).toMatch(/no JSON/)
  })

  it('shows where a value belongs', () => {
    expect(bodyProblem('{\n  "user": {{ user }}\n}')).toMatch(/inside of quotes/)
  })
})
