import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { changeEnv, getEnv, parseEnv } from './env.ts'
import { AppError } from './errors.ts'

describe('parseEnv', () => {
  it('needs nothing: every setting has a default', () => {
    const env = parseEnv({})
    expect(env).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', DEMO_PORT: 4010, LOG_LEVEL: 'info' })
    expect(env.DATABASE_URL).toBeUndefined()
    expect(env.DATA_DIR).toBe(path.resolve('.data'))
  })

  it('takes an empty variable as unset', () => {
    expect(parseEnv({ DATABASE_URL: '', PORT: '' }).PORT).toBe(3000)
  })

  it('reads the labels of a worker, with or without spaces', () => {
    expect(parseEnv({ HEADROOM_WORKER_LABELS: 'eu-west, big' }).HEADROOM_WORKER_LABELS).toEqual(['eu-west', 'big'])
    expect(parseEnv({}).HEADROOM_WORKER_LABELS).toEqual([])
    expect(() => parseEnv({ HEADROOM_WORKER_LABELS: 'eu-west,,big' })).toThrow('HEADROOM_WORKER_LABELS=eu-west,big')
  })

  it('names the variable that cannot be used, shows an example and does not repeat the value', () => {
    const attempt = () => parseEnv({ DATABASE_URL: 'mysql://root:hunter2@db/x', PORT: 'abc' })
    expect(attempt).toThrow(AppError)
    expect(attempt).toThrow(/DATABASE_URL[\s\S]*Example: DATABASE_URL=postgres:\/\/[\s\S]*PORT/)
    expect(attempt).not.toThrow(/hunter2/)
  })
})

describe('changeEnv', () => {
  it('holds from then on, also for settings that were read before', () => {
    const before = getEnv().PUBLIC_URL ?? ''
    changeEnv({ PUBLIC_URL: 'https://headroom.example.com' })
    expect(getEnv().PUBLIC_URL).toBe('https://headroom.example.com')
    changeEnv({ PUBLIC_URL: before })
    expect(getEnv().PUBLIC_URL ?? '').toBe(before)
  })
})
