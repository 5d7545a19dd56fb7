import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePrometheusText } from './prometheus-text.ts'

const values = (text: string) => Object.fromEntries(parsePrometheusText(text).figures)

describe('Prometheus text', () => {
  it('is read with its types, labels and escapes', () => {
    const { figures, types, unreadable } =
      parsePrometheusText(`# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
metric_without_timestamp_and_labels 12.47
something_weird{problem="division by zero"} +Inf -3982045
`)
    expect(types.get('http_requests_total')).toBe('counter')
    expect(unreadable).toBe(0)
    expect(figures.get('http_requests_total')).toEqual([
      { labels: { method: 'post', code: '200' }, value: 1027 },
      { labels: { method: 'post', code: '400' }, value: 3 },
    ])
    expect(figures.get('msdos_file_access_time_seconds')?.[0]?.labels).toEqual({
      path: 'C:\\DIR\\FILE.TXT',
      error: 'Cannot find file:\n"FILE.TXT"',
    })
    expect(figures.get('metric_without_timestamp_and_labels')).toEqual([{ labels: {}, value: 12.47 }])
    expect(figures.get('something_weird')?.[0]?.value).toBe(Number.POSITIVE_INFINITY)
  })

  it('is read as OpenMetrics, too: exemplars, units, quoted names and the end', () => {
    const text = `# TYPE wait histogram
# UNIT wait seconds
wait_bucket{le="0.1"} 8 # {trace_id="KOO5S4vxi0o"} 0.67 1520879607.789
{"a.name with dots",zone="x"} 4
gone NaN
cold -Inf
# EOF`
    expect(values(text)).toEqual({
      wait_bucket: [{ labels: { le: '0.1' }, value: 8 }],
      'a.name with dots': [{ labels: { zone: 'x' }, value: 4 }],
      gone: [{ labels: {}, value: Number.NaN }],
      cold: [{ labels: {}, value: Number.NEGATIVE_INFINITY }],
    })
  })

  it('passes over lines that are none, and counts them', () => {
    const read = parsePrometheusText('<html>\na{b="c} 1\na{b=c} 1\nb x\nc 0x10\nd\n9 9\nok 1\r\n')
    expect(read.unreadable).toBe(7)
    expect([...read.figures.keys()]).toEqual(['ok'])
  })

  it('reads any label and value that was written as the format says', () => {
    const escaped = (text: string) => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"')
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), number, (label, value) => {
        expect(values(`a_total{first="${escaped(label)}",second="x"} ${value}`)).toEqual({
          a_total: [{ labels: { first: label, second: 'x' }, value: value === 0 ? Number(`${value}`) : value }],
        })
      }),
      { seed: 20261121 },
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void parsePrometheusText(text)))
  })
})
