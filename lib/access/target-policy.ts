// Which hosts load may be sent to. Decided where the socket connects, after name resolution, never on the URL alone.

import { BlockList, isIP } from 'node:net'

/** `ownPorts` are Headroom's own (web, Postgres): never a target, even on an allowed host. */
export interface TargetPolicy {
  allowLoopback: boolean
  /**
   * Names, addresses or ranges, each with an optional port: `api.test`, `api.test:8443`, `10.0.0.0/24`, `[fd00::1]:80`. A name that public
   * name servers answer for leads to public addresses alone: whoever answers could otherwise lead into a private network.
   */
  allowedHosts: string[]
  ownPorts: number[]
  maxRatePerSecond: number
  maxDurationMs: number
}

/** `host` as written in the URL, `ip` as resolved for this connection. */
export interface Target {
  host: string
  ip: string
  port: number
}

export type TargetDecision = { allowed: true } | { allowed: false; reason: string }

/** What an instance may do before anybody allowed more: loopback, at most 100,000 requests per second for 24 hours. */
export function instancePolicy(ownPorts: number[], allowedHosts: string[] = []): TargetPolicy {
  return { allowLoopback: true, allowedHosts, ownPorts, maxRatePerSecond: 100_000, maxDurationMs: 24 * 3_600_000 }
}

const loopback = ranges(['127.0.0.0', 8, 'ipv4'], ['::1', 128, 'ipv6'])

const never: [BlockList, string][] = [
  [ranges(['0.0.0.0', 8, 'ipv4'], ['::', 128, 'ipv6']), 'is the unspecified address'],
  [
    ranges(
      ['169.254.169.254', 32, 'ipv4'],
      ['169.254.170.2', 32, 'ipv4'],
      ['100.100.100.200', 32, 'ipv4'],
      ['168.63.129.16', 32, 'ipv4'],
      ['192.0.0.192', 32, 'ipv4'],
      ['fd00:ec2::254', 128, 'ipv6'],
      ['fd20:ce::254', 128, 'ipv6'],
    ),
    'is a cloud metadata address',
  ],
  [ranges(['169.254.0.0', 16, 'ipv4'], ['fe80::', 10, 'ipv6']), 'is a link-local address'],
  [ranges(['224.0.0.0', 4, 'ipv4'], ['ff00::', 8, 'ipv6']), 'is a multicast address'],
  [ranges(['240.0.0.0', 4, 'ipv4']), 'is a reserved or broadcast address'],
  [
    // 6to4, Teredo, NAT64 with a prefix of its own (RFC 8215), IPv4-translated (RFC 2765).
    ranges(['2002::', 16, 'ipv6'], ['2001::', 32, 'ipv6'], ['64:ff9b:1::', 48, 'ipv6'], ['::ffff:0:0:0', 96, 'ipv6']),
    'stands for an IPv4 address behind a tunnel or a translator',
  ],
]

/** Networks that nobody reaches from outside. */
const nonPublic = ranges(
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
)

/** Names that no public name server answers for (RFC 6761, 6762, 8375; .internal): one label alone, and these. */
const LOCAL_NAME = /^[^.]+$|\.(?:test|localhost|local|internal|home\.arpa|invalid|example)$/

/** Decides one connection. A refusal says why and what can be done. */
export function decideTarget(policy: TargetPolicy, target: Target): TargetDecision {
  const ip = plainAddress(target.ip)
  if (ip === null) return refused(`"${target.ip}" is no IP address, so nothing is sent to ${target.host}.`)
  const shown = target.host === target.ip ? target.host : `${target.host} (${target.ip})`
  const forbidden = never.find(([list]) => contains(list, ip))
  if (forbidden) return refused(`${shown} ${forbidden[1]}; load is never sent there.`)
  if (policy.ownPorts.includes(target.port)) {
    return refused(
      `Port ${target.port} is Headroom's own; load is never sent there. Choose another port for the target.`,
    )
  }
  if (contains(loopback, ip)) {
    return policy.allowLoopback
      ? { allowed: true }
      : refused(`${shown} is this machine; neither this instance nor a redirect from elsewhere may send load to it.`)
  }
  const entries = policy.allowedHosts.filter((entry) => matchesEntry(entry, target, ip))
  if (entries.some((entry) => mayLeadTo(entry, ip))) return { allowed: true }
  if (entries.length > 0) {
    return refused(
      `${shown} is in a private network, where a public name may not lead. Allow the address as well; on the command line use --allow-host ${ip}.`,
    )
  }
  return refused(
    `${shown} is not an allowed target. An admin of the project can allow it under Settings, Target hosts; on the command line use --allow-host ${target.host}.`,
  )
}

/** Whether the address, as a socket names it, is this machine. */
export function isLoopback(address: string): boolean {
  const ip = plainAddress(address)
  return ip !== null && contains(loopback, ip)
}

const refused = (reason: string): TargetDecision => ({ allowed: false, reason })

function mayLeadTo(entry: string, ip: string): boolean {
  const { host } = splitPort(entry.trim().toLowerCase())
  const isName = isIP(host) === 0 && !host.includes('/')
  return !isName || !contains(nonPublic, ip) || LOCAL_NAME.test(host)
}

function matchesEntry(entry: string, target: Target, ip: string): boolean {
  const { host, port } = splitPort(entry.trim().toLowerCase())
  if (host === '' || (port !== null && port !== target.port)) return false
  if (host.includes('/')) {
    const [network = '', bits = ''] = host.split('/')
    const family = isIP(network)
    const prefix = Number(bits)
    if (family === 0 || !/^\d+$/.test(bits) || prefix > (family === 4 ? 32 : 128)) return false
    return contains(ranges([network, prefix, family === 4 ? 'ipv4' : 'ipv6']), ip)
  }
  if (isIP(host)) return contains(ranges([host, isIP(host) === 4 ? 32 : 128, isIP(host) === 4 ? 'ipv4' : 'ipv6']), ip)
  return host === target.host.toLowerCase().replace(/\.$/, '')
}

function splitPort(entry: string): { host: string; port: number | null } {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(entry)
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] ? Number(bracketed[2]) : null }
  const parts = entry.split(':')
  if (parts.length === 2 && /^\d+$/.test(parts[1] ?? '')) return { host: parts[0] ?? '', port: Number(parts[1]) }
  return { host: entry, port: null }
}

// An IPv4 address reaches the same host when written as ::ffff:a.b.c.d, ::a.b.c.d or through NAT64 (64:ff9b::/96).
const carriesIpv4 = ranges(['::ffff:0:0', 96, 'ipv6'], ['64:ff9b::', 96, 'ipv6'], ['::', 96, 'ipv6'])

/** The address without zone and brackets, IPv4 unwrapped from IPv6; null when it is none. */
function plainAddress(text: string): string | null {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const family = isIP(bare)
  if (family === 0) return null
  if (family === 4) return bare
  const words = wordsOf(bare)
  const [high = 0, low = 0] = words.slice(6)
  const inLowest = words.slice(0, 6).every((word) => word === 0) && high === 0 && low <= 1
  if (inLowest || !carriesIpv4.check(bare, 'ipv6')) return bare
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

function wordsOf(ipv6: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(ipv6)
  const [a = 0, b = 0, c = 0, d = 0] = dotted ? dotted.slice(1).map(Number) : []
  const hex = dotted ? ipv6.replace(dotted[0], `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`) : ipv6
  const [left = '', right] = hex.split('::')
  const words = (text: string) => (text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16)))
  if (right === undefined) return words(left)
  const missing = 8 - words(left).length - words(right).length
  return [...words(left), ...Array<number>(missing).fill(0), ...words(right)]
}

function contains(list: BlockList, ip: string): boolean {
  return list.check(ip, isIP(ip) === 4 ? 'ipv4' : 'ipv6')
}

function ranges(...entries: [string, number, 'ipv4' | 'ipv6'][]): BlockList {
  const list = new BlockList()
  for (const [network, prefix, family] of entries) list.addSubnet(network, prefix, family)
  return list
}
