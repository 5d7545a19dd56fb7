import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'

function collect() {
  const lines: string[] = []
  const log = createLog('test', 'info', { write: (line: string) => void lines.push(line) })
  return { log, lines }
}

describe('createLog', () => {
  it('writes one JSON line with name, level and time', () => {
    const { log, lines } = collect()
    log.info({ runId: 'r1' }, 'shard claimed')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', name: 'test', runId: 'r1', msg: 'shard claimed' })
  })

  it('lets no secret through, neither in fields, messages nor errors', () => {
    const { log, lines } = collect()
    log.warn(
      { headers: { authorization: 'Bearer s3cr3t-value' }, password: 's3cr3t-value' },
      'at postgres://u:s3cr3t-value@h/d',
    )
    log.error(new Error('failed for postgres://u:s3cr3t-value@h/d'))
    log.error({ err: new Error('x', { cause: { token: 's3cr3t-value' } }) }, 'failed')
    expect(lines).toHaveLength(3)
    expect(lines.join('')).not.toContain('s3cr3t-value')
  })
})
