import { expect, it } from 'vitest'
import { HOST_FIGURES } from '#lib/plans/monitor-figures.ts'
import { Host } from './host.ts'
import { cpuTicksOf, type HostTexts, hostFigures } from './host-figures.ts'

const TEXTS: HostTexts = {
  stat: 'cpu  1300 100 600 7500 500 0 0 0 50 0\ncpu0 1 2 3\nctxt 987654\nbtime 1\n',
  loadavg: '7.74 12.02 10.35 9/257 7055\n',
  meminfo: 'MemTotal:        1000 kB\nMemFree:  100 kB\nMemAvailable:     250 kB\nSwapTotal: 100 kB\nSwapFree: 60 kB\n',
  diskstats:
    ' 7 0 loop0 9 0 0 0 9 0\n 8 0 sda 300 5 6 7 200 9\n 8 1 sda1 300 5 6 7 200 9\n 259 0 nvme0n1 1 0 0 0 2 0\n',
  net: `Inter-|   Receive                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes packets errs
    lo: 99 1 9 0 0 0 0 0 99 1 9 0 0 0 0 0
  eth0: 1000 10 1 0 0 0 0 0 500 5 2 0 0 0 0 0
 wlan0:11 10 0 0 0 0 0 0 22 5 0 0 0 0 0 0
`,
  disk: { blocks: 100, free: 40, available: 20 },
}

it('works figures of a machine out of what Linux tells', () => {
  const before = cpuTicksOf('cpu  1000 100 500 7000 400 0 0 0 0 0\n')
  expect(Object.fromEntries(hostFigures(TEXTS, before))).toEqual({
    cpu_usage_percent: 40,
    cpu: 40,
    cpu_load_average: 7.74,
    cpu_context_switches: 987654,
    memory_usage_percent: 75,
    memory: 75,
    memory_available_bytes: 256_000,
    memory_swap_usage: 40_960,
    disk_usage_percent: 75,
    disk: 75,
    disk_io_read_ops: 301,
    disk_io_write_ops: 202,
    network_bytes_in: 1011,
    network_bytes_out: 522,
    network_errors: 3,
  })
})

it('has every figure that the plan check knows, and no other', () => {
  expect([...hostFigures(TEXTS, { busy: 0, all: 0 }).keys()].sort()).toEqual([...HOST_FIGURES].sort())
})

it('leaves out what it cannot read', () => {
  const names = [...hostFigures({ ...TEXTS, diskstats: '', net: '', meminfo: '' }, { busy: 0, all: 0 }).keys()]
  expect(names).toEqual([
    'cpu_usage_percent',
    'cpu_load_average',
    'cpu_context_switches',
    'disk_usage_percent',
    'cpu',
    'disk',
  ])
})

it('reads the machine it runs on, or says that it cannot', async () => {
  const told = new Host().read()
  if (process.platform !== 'linux') return expect(told).rejects.toThrow('figures of a host need Linux')
  const { figures, types } = await told
  const value = (name: string) => figures.get(name)?.[0]?.value ?? -1
  expect(value('cpu_usage_percent')).toBeGreaterThanOrEqual(0)
  expect(value('cpu_usage_percent')).toBeLessThanOrEqual(100)
  expect(value('memory_usage_percent')).toBeGreaterThan(0)
  expect(types?.get('cpu_context_switches')).toBe('counter')
})
