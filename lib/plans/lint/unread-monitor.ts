// What nobody could read: a source without an address, or with one that names what no environment has; a metric that is taken from
// nowhere, and a figure its source does not have.

import { ADDRESS_EXAMPLES, isQuery } from '../compile/monitors.ts'
import { MONITOR_KINDS } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { HOST_FIGURES, POSTGRES_FIGURES } from '../monitor-figures.ts'
import { nearestWord } from '../nearest.ts'
import { operandsOf } from '../take.ts'
import { parseTake } from '../take-parser.ts'
import { bracesOf } from '../template-text.ts'
import { type MonitorDraft, type Monitored, monitoredValues } from './monitored.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'unread-monitor'

export const unreadMonitor: LintRule = {
  name: NAME,
  check(draft) {
    return [
      ...(draft.monitors ?? []).flatMap((monitor) => [...withoutAddress(monitor), ...unknownNames(monitor, draft)]),
      ...monitoredValues(draft).flatMap((one) => [...withoutTake(one), ...unknownFigures(one)]),
    ]
  },
}

const kindOf = ({ kind }: MonitorDraft) => MONITOR_KINDS.find((one) => one === kind?.trim()) ?? 'prometheus-endpoint'

function withoutAddress(monitor: MonitorDraft): Finding[] {
  const example = ADDRESS_EXAMPLES[kindOf(monitor)]
  if (example === null || monitor.url?.trim() || !monitor.metrics?.length) return []
  return [
    warning(NAME, [`monitors.${monitor.key}.url`, `monitors.${monitor.key}.metrics`], {
      message: `${monitor.name || monitor.key} has no address, so that nothing is read of it`,
      fix: `Write, for example, url: ${example}`,
    }),
  ]
}

/** What is filled into address and headers is a variable or a secret of the environment. */
function unknownNames(monitor: MonitorDraft, { environments = [] }: PlanDraft): Finding[] {
  const place = `monitors.${monitor.key}`
  const headers = Object.entries(monitor.headers ?? {})
  const texts = [
    [`${place}.url`, monitor.url ?? ''],
    ...headers.map(([name, text]) => [`${place}.headers.${name}`, text]),
  ]
  const variables = environments.flatMap((one) => Object.keys(one.variables ?? {}))
  const secrets = environments.flatMap((one) => one.secrets ?? [])
  return texts.flatMap(([at = '', text = '']) =>
    bracesOf(text).flatMap((inside) => {
      const name = inside.trim()
      const secret = name.startsWith('secret.') ? name.slice('secret.'.length) : null
      if (secret === null ? variables.includes(name) : secrets.includes(secret)) return []
      return [
        warning(NAME, [at, 'environments'], {
          message: `{{ ${name} }} is no ${secret === null ? 'variable' : 'secret'} of any environment, so that nothing is read`,
          fix:
            secret === null
              ? 'Add it to the variables'
              : `Add it to the secrets of the environment: secrets: [${secret}]`,
        }),
      ]
    }),
  )
}

const TAKES = {
  'prometheus-endpoint': 'db_pool_used / db_pool_size * 100',
  'prometheus-query': 'sum(rate(http_requests_total[1m]))',
  json: '$.jobs.depth',
  postgres: 'connections_used / connections_max * 100',
  host: 'cpu_usage_percent',
} as const

function withoutTake({ monitor, metric, place }: Monitored): Finding[] {
  if (metric.take?.trim()) return []
  return [
    warning(NAME, [`${place}.take`, `monitors.${monitor.key}.kind`], {
      message: `${metric.label || metric.key} is not said to be taken from anything, so that it has no value`,
      fix: `Write, for example, take: ${TAKES[kindOf(monitor)]}`,
    }),
  ]
}

/** The figures of a machine are all known; a database has more than are named here. */
function unknownFigures({ monitor, metric, place }: Monitored): Finding[] {
  const kind = kindOf(monitor)
  const take = metric.take?.trim() ?? ''
  const read = (kind === 'host' || kind === 'postgres') && !isQuery(kind, take) ? parseTake(take) : null
  if (!read?.ok) return []
  const known: readonly string[] = kind === 'host' ? HOST_FIGURES : POSTGRES_FIGURES
  const names = operandsOf(read.expression).flatMap((one) => (one.kind === 'name' ? [one.name] : []))
  return names.flatMap((name) => {
    const near = known.includes(name) ? null : nearestWord(name, known)
    if (known.includes(name) || (near === null && kind === 'postgres')) return []
    return [
      warning(NAME, [`${place}.take`, `monitors.${monitor.key}.kind`], {
        message: `A ${kind === 'host' ? 'host' : 'database'} has no figure ${name}; ${near ? `did you mean ${near}?` : `known: ${known.join(', ')}`}`,
        fix: `Write take: ${near ?? known[0]}`,
      }),
    ]
  })
}
