import { describe, expect, it } from 'vitest'
import { DEFAULT_BEHAVIOUR } from './behaviour.ts'
import { parseFlags } from './flags.ts'

const flags = (line: string) => parseFlags(line.split(' ').filter(Boolean))

describe('flags', () => {
  it('are the usual behaviour when none are given', () => {
    expect(flags('')).toEqual({ port: 4010, host: '127.0.0.1', behaviour: DEFAULT_BEHAVIOUR })
  })

  it('read every kind of latency', () => {
    const parts = [
      { share: 0.95, ms: 10 },
      { share: 0.05, ms: 200 },
    ]
    expect(flags('--latency mix:95%=10ms,5%=0.2s').behaviour.latency).toEqual({ kind: 'mix', parts })
    expect(flags('--latency 20ms').behaviour.latency).toEqual({ kind: 'constant', ms: 20 })
    expect(flags('--latency 20').behaviour.latency).toEqual({ kind: 'constant', ms: 20 })
    const lognormal = { kind: 'lognormal', medianMs: 30, sigma: 0.5 }
    expect(flags('--latency lognormal:30ms,0.5').behaviour.latency).toEqual(lognormal)
  })

  it('read every fault', () => {
    const line =
      '--port 4600 --stall 200ms/2s --capacity 5 --error-rate 1% --slow-start 5s,20 --rate-limit 6000/min --leak 10MB/min --token-ttl 30s --require-auth --cache 10,2ms,50ms --job-speed 60/min --job-workers 3 --job-retries 5% --job-failures 1% --send-limit 30/s --import-speed 100/s'
    expect(flags(line)).toEqual({
      port: 4600,
      host: '127.0.0.1',
      behaviour: {
        ...DEFAULT_BEHAVIOUR,
        stall: { forMs: 200, everyMs: 2000 },
        capacity: 5,
        errorRate: 0.01,
        slowStart: { forMs: 5000, factor: 20 },
        rateLimit: { requests: 6000, perMs: 60_000 },
        leakBytesPerSecond: 1e7 / 60,
        auth: { required: true, ttlMs: 30_000 },
        cache: { entries: 10, hitMs: 2, missMs: 50 },
        jobs: { workers: 3, itemsPerSecond: 1, retryShare: 0.05, failureShare: 0.01, sendLimitPerSecond: 30 },
        imports: { rowsPerSecond: 100 },
      },
    })
  })

  it('show a correct example when one cannot be read', () => {
    expect(() => flags('--latency slow')).toThrow(/--latency 20ms/)
    expect(() => flags('--latency mix:50%=1ms')).toThrow(/sum to 1/)
    expect(() => flags('--stall 200ms')).toThrow(/--stall 200ms\/2s/)
    expect(() => flags('--leak much')).toThrow(/--leak 1MB\/s/)
    expect(() => flags('--leak 1MB')).toThrow(/--leak 1MB\/s/)
    expect(() => flags('--rate-limit 100')).toThrow(/--rate-limit 100\/s/)
    expect(() => flags('--token-ttl soon')).toThrow(/--token-ttl 30s/)
    expect(() => flags('--cache 10')).toThrow(/--cache 10000,1ms,25ms/)
    expect(() => flags('--job-workers many')).toThrow(/^jobs\.workers/)
  })
})
