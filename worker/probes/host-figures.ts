// Figures of a machine from what Linux tells of it in /proc. Pure.
//   cpu_usage_percent    of all cores: time not idle and not waiting for a disk ÷ all time, between two readings
//   memory_usage_percent (MemTotal − MemAvailable) ÷ MemTotal
//   disk_usage_percent   used ÷ (used + what is left to everybody), of the file system at /
//   disks are whole ones, networks those that lead out of the machine; both are counters since it was started

export interface HostTexts {
  stat: string
  loadavg: string
  meminfo: string
  diskstats: string
  net: string
  disk: { blocks: number; free: number; available: number }
}

/** Names that stand for the same in short. */
const ALSO: Record<string, string> = {
  cpu: 'cpu_usage_percent',
  memory: 'memory_usage_percent',
  disk: 'disk_usage_percent',
}

export const HOST_COUNTERS = [
  ...['cpu_context_switches', 'disk_io_read_ops', 'disk_io_write_ops'],
  ...['network_bytes_in', 'network_bytes_out', 'network_errors'],
] as const

const WHOLE_DISK = /^(?:[shv]d[a-z]+|xvd[a-z]+\d*|nvme\d+n\d+|mmcblk\d+)$/
const WITHIN_MACHINE = /^(?:lo|ifb|veth|docker|br-|virbr|cni|flannel|dummy)/

/** Ticks of the processor since the machine was started. */
export interface CpuTicks {
  busy: number
  all: number
}

export function cpuTicksOf(stat: string): CpuTicks {
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softIrq = 0, steal = 0] = numbersOf(
    /^cpu (.*)$/m.exec(stat)?.[1] ?? '',
  )
  const busy = user + nice + system + irq + softIrq + steal
  return { busy, all: busy + idle + wait }
}

/** Those that could be read; `before`: of an earlier reading. */
export function hostFigures(texts: HostTexts, before: CpuTicks): Map<string, number> {
  const figures = new Map<string, number>()
  const set = (name: string, value: number) => Number.isFinite(value) && figures.set(name, value)
  const cpu = cpuTicksOf(texts.stat)
  set('cpu_usage_percent', ((cpu.busy - before.busy) / (cpu.all - before.all)) * 100)
  set('cpu_load_average', numbersOf(texts.loadavg)[0] ?? Number.NaN)
  set('cpu_context_switches', Number(/^ctxt (\d+)/m.exec(texts.stat)?.[1]))
  const memory = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(texts.meminfo)?.[1]) * 1024
  set('memory_usage_percent', (1 - memory('MemAvailable') / memory('MemTotal')) * 100)
  set('memory_available_bytes', memory('MemAvailable'))
  set('memory_swap_usage', memory('SwapTotal') - memory('SwapFree'))
  const { blocks, free, available } = texts.disk
  set('disk_usage_percent', ((blocks - free) / (blocks - free + available)) * 100)
  for (const [name, value] of [...disksOf(texts.diskstats), ...networkOf(texts.net)]) set(name, value)
  for (const [short, name] of Object.entries(ALSO)) set(short, figures.get(name) ?? Number.NaN)
  return figures
}

function disksOf(text: string): [string, number][] {
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/))
  const whole = rows.filter(([, , name = '']) => WHOLE_DISK.test(name))
  const total = (at: number) => whole.reduce((sum, row) => sum + Number(row[at]), 0)
  return whole.length === 0
    ? []
    : [
        ['disk_io_read_ops', total(3)],
        ['disk_io_write_ops', total(7)],
      ]
}

function networkOf(text: string): [string, number][] {
  const rows = [...text.matchAll(/^\s*([^:\s]+):(.*)$/gm)]
    .filter(([, name = '']) => !WITHIN_MACHINE.test(name))
    .map(([, , counts = '']) => numbersOf(counts))
  const total = (...at: number[]) => rows.reduce((sum, row) => sum + at.reduce((of, one) => of + (row[one] ?? 0), 0), 0)
  return rows.length === 0
    ? []
    : [
        ['network_bytes_in', total(0)],
        ['network_bytes_out', total(8)],
        ['network_errors', total(2, 10)],
      ]
}

const numbersOf = (text: string): number[] => text.trim().split(/\s+/).map(Number)
