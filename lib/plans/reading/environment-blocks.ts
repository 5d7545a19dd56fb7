// Where the load goes, how it is sent, and how the target is expected to grow.

import type { EnvironmentDraft, PlanDraft } from '../document/plan.ts'
import { type Block, fields, named, part, table } from './block.ts'

export function environmentBlocks(draft: PlanDraft): Block[] {
  return [...(draft.environments ?? []).flatMap(environment), ...client(draft), ...scaling(draft)]
}

const pairs = (record: Record<string, string> | undefined): string[] =>
  Object.entries(record ?? {}).map(([name, value]) => `${name}: ${value}`)

function environment(one: EnvironmentDraft): Block[] {
  return part(
    3,
    `Environment: ${one.name || one.key}`,
    fields([
      ['Kind', one.kind],
      ['Base URL', one.baseUrl],
      ['Further services', pairs(one.services)],
      ['Variables', pairs(one.variables)],
      ['Secrets, by name', one.secrets],
      ['Server name of TLS', one.tls?.serverName],
      ['Certificates', one.tls?.verify === false ? 'any is accepted' : undefined],
      ['Certificate to trust', one.tls?.ca],
    ]),
    named(
      'Load generators',
      table(one.loadGenerators, [
        ['Where', ({ location }) => location],
        ['Capacity', ({ capacity }) => capacity],
        ['Specification', ({ specification }) => specification],
        ['Tool', ({ tool }) => tool],
      ]),
    ),
    named(
      'Components',
      table(one.components, [
        ['Component', ({ name }) => name],
        ['Type', ({ type }) => type],
        ['Instances', ({ instances }) => instances],
        ['Resources', ({ resources }) => resources],
        ['Configuration', ({ configuration }) => configuration],
        ['Most connections', ({ maxConnections }) => maxConnections],
        ['Most users', ({ maxUsers }) => maxUsers],
        ['Highest rate', ({ maxRate }) => maxRate],
      ]),
    ),
    named(
      'Network',
      table(one.links, [
        ['Link', ({ from, to }) => [from, to].filter(Boolean).join(' → ')],
        ['Bandwidth', ({ bandwidth }) => bandwidth],
        ['Latency', ({ latency }) => latency],
        ['Packet loss', ({ packetLoss }) => packetLoss],
        ['Jitter', ({ jitter }) => jitter],
      ]),
    ),
  )
}

const client = ({ client: one }: PlanDraft): Block[] =>
  part(
    3,
    'Client',
    fields([
      ['Most users', one?.maxUsers],
      ['Connections', one?.connections],
      ['A connection for each', one?.connectionPer],
      ['Connect timeout', one?.connectTimeout],
      ['First byte timeout', one?.firstByteTimeout],
      ['Request timeout', one?.requestTimeout],
      ['Keeps cookies', one?.cookies],
    ]),
  )

function scaling({ scaling: one }: PlanDraft): Block[] {
  const policy = one?.policy
  return part(
    3,
    'Scaling',
    fields([
      ['Fewest', policy?.min],
      ['Most', policy?.max],
      ['Unit', policy?.unit],
      ['Holds', policy?.target],
      ['Grows within', policy?.up],
      ['Shrinks after', policy?.down],
      ['Waits between changes', policy?.cooldown],
    ]),
    named(
      'Expected',
      table(one?.expected, [
        ['At a load of', ({ load }) => load],
        ['Units', ({ units }) => units],
        ['Within', ({ time }) => time],
        ['Felt as', ({ impact }) => impact],
      ]),
    ),
  )
}
