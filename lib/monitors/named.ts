// Which series a criterion means by `monitor(key)`: a metric's key, or `monitor.key` where two monitors have the same one. A bare key that
// two have means the first.

import type { MonitorSeries } from './sample.ts'

export function findNamed<Named extends Pick<MonitorSeries, 'monitor' | 'key'>>(
  all: readonly Named[],
  name: string,
): Named | null {
  return all.find(({ key }) => key === name) ?? all.find(({ monitor, key }) => `${monitor}.${key}` === name) ?? null
}
