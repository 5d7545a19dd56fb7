import { describe, expect, it } from 'vitest'
import { describeConnectionProblem } from './connection-problem.ts'

const url = 'postgres://ada:hunter2@db.local:6432/perf'
const withCode = (code: string) => Object.assign(new Error('raw'), { code })

describe('describeConnectionProblem', () => {
  it('says what to do when nothing listens, also for an error of several addresses', () => {
    const error = new AggregateError([withCode('ECONNREFUSED')])
    expect(describeConnectionProblem(error, url)).toContain('Nothing listens at db.local:6432')
  })

  it('tells a wrong password from a missing database', () => {
    expect(describeConnectionProblem(withCode('28P01'), url)).toContain('refuses user ada')
    expect(describeConnectionProblem(withCode('3D000'), url)).toContain('CREATE DATABASE "perf"')
  })

  it('never repeats the password', () => {
    const error = new Error(`cannot connect to ${url}`)
    expect(describeConnectionProblem(error, url)).not.toContain('hunter2')
  })

  it('shows an example for a URL that cannot be read', () => {
    expect(describeConnectionProblem(new Error('x'), 'postgres://[')).toContain('Example: DATABASE_URL=postgres://')
  })
})
