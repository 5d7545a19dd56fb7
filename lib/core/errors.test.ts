import { describe, expect, it } from 'vitest'
import { AppError, errorBody, isAppError, messageOf, toAppError } from './errors.ts'

describe('AppError', () => {
  it('maps its code to one HTTP status', () => {
    expect(new AppError('precondition_failed', 'The cap is 100000/s.').httpStatus).toBe(422)
    expect(new AppError('conflict', 'Somebody else changed it.').httpStatus).toBe(409)
  })

  it('answers with code, message and details, never with the cause', () => {
    const error = new AppError('invalid_input', 'Name is missing.', {
      details: { field: 'name' },
      cause: new Error('x'),
    })
    expect(errorBody(error)).toEqual({ code: 'invalid_input', message: 'Name is missing.', details: { field: 'name' } })
  })

  it('hides what nobody foresaw behind internal and keeps it as the cause', () => {
    const thrown = new TypeError('undefined is not a function')
    const error = toAppError(thrown)
    expect(error.code).toBe('internal')
    expect(error.message).not.toContain('undefined')
    expect(error.cause).toBe(thrown)
  })

  it('is recognised by shape, so that a second copy of the module does not hide it', () => {
    const twin = Object.assign(new Error('gone'), { name: 'AppError', code: 'not_found' })
    expect(isAppError(twin)).toBe(true)
    expect(isAppError(Object.assign(new Error('gone'), { code: 'ENOENT' }))).toBe(false)
  })

  it('finds the message inside an aggregate', () => {
    expect(messageOf(new AggregateError([new Error('connect ECONNREFUSED')]))).toBe('connect ECONNREFUSED')
  })
})
