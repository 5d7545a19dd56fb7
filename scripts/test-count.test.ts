import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest } from './test-count.ts'

describe('the count of a test run', () => {
  it('takes a file that could not be run for a failure', () => {
    const testResults = [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
    ]
    expect(countVitest({ numPassedTests: 2, numFailedTests: 1, testResults })).toEqual({ passed: 2, failed: 2 })
  })

  it('takes a browser test that needed a second attempt, and a broken set-up, for failures', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1 }, errors: [{}] }
    expect(countPlaywright(report)).toEqual({ passed: 5, failed: 3 })
  })
})
