import { describe, expect, it } from 'vitest'
import { decideTarget, instancePolicy, type Target } from './target-policy.ts'

const policy = instancePolicy([3000, 5432])
const at = (ip: string, port = 8080, host = ip): Target => ({ host, ip, port })
const isAllowed = (target: Target, allowedHosts: string[] = []) =>
  decideTarget(instancePolicy([3000, 5432], allowedHosts), target).allowed

describe('decideTarget', () => {
  it('allows loopback in every spelling', () => {
    const spellings = ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:0:0:1', '[::1]']
    expect(spellings.filter((ip) => !isAllowed(at(ip)))).toEqual([])
  })

  it('keeps its own ports out, even on an allowed host', () => {
    expect(isAllowed(at('127.0.0.1', 3000))).toBe(false)
    expect(isAllowed(at('::ffff:127.0.0.1', 5432))).toBe(false)
    expect(isAllowed(at('10.0.0.5', 5432), ['10.0.0.5'])).toBe(false)
  })

  it('denies private and public hosts that nobody allowed, and says how to allow them', () => {
    const decision = decideTarget(policy, at('93.184.215.14', 443, 'example.test'))
    expect(decision).toMatchObject({ allowed: false })
    expect(decision.allowed ? '' : decision.reason).toMatch(/example\.test.*--allow-host example\.test/)
    expect(
      ['10.0.0.1', '172.16.3.4', '192.168.1.1', 'fd00::1', '2001:db8::1'].filter((ip) => isAllowed(at(ip))),
    ).toEqual([])
  })

  it('allows by name, address, range and port', () => {
    expect(isAllowed(at('10.1.2.3', 443, 'api.test'), ['API.test'])).toBe(true)
    expect(isAllowed(at('10.1.2.3', 443, 'api.test'), ['api.test:443'])).toBe(true)
    expect(isAllowed(at('10.1.2.3', 444, 'api.test'), ['api.test:443'])).toBe(false)
    expect(isAllowed(at('10.1.2.3', 443, 'evil-api.test'), ['api.test'])).toBe(false)
    expect(isAllowed(at('10.1.2.3', 443, 'api.test'), ['10.1.2.0/24'])).toBe(true)
    expect(isAllowed(at('10.1.3.3', 443, 'api.test'), ['10.1.2.0/24'])).toBe(false)
    expect(isAllowed(at('fd00::1', 80), ['[fd00::1]:80'])).toBe(true)
    expect(isAllowed(at('fd00::2', 80), ['[fd00::1]:80'])).toBe(false)
  })

  it('lets a public name lead into a private network only when its address is allowed as well', () => {
    const inside = (ip: string, hosts = ['api.shop.com']) => isAllowed(at(ip, 443, 'api.shop.com'), hosts)
    expect(
      ['10.0.0.5', '172.20.0.5', '192.168.1.5', '100.64.0.1', 'fd00::1', '::ffff:10.0.0.5'].filter((ip) => inside(ip)),
    ).toEqual([])
    expect([
      inside('93.184.215.14'),
      inside('2606:2800::1'),
      inside('10.0.0.5', ['api.shop.com', '10.0.0.0/24']),
    ]).toEqual([true, true, true])
    const decision = decideTarget(instancePolicy([], ['api.shop.com']), at('10.0.0.5', 443, 'api.shop.com'))
    expect(decision.allowed ? '' : decision.reason).toMatch(/private network.*--allow-host 10\.0\.0\.5/)
    for (const name of ['api', 'api.internal', 'api.default.svc.cluster.local', 'api.test']) {
      expect(isAllowed(at('10.0.0.5', 443, name), [name]), name).toBe(true)
    }
  })

  it('takes a malformed entry as allowing nothing', () => {
    const malformed = ['', '/', '10.0.0.0/99', '10.0.0.0/', 'x/8', ':80']
    expect(isAllowed(at('10.1.2.3', 80), malformed)).toBe(false)
  })

  it('never sends to link-local, metadata, multicast, unspecified or reserved addresses, even when allowed', () => {
    const addresses = [
      '169.254.169.254',
      '169.254.1.1',
      '::ffff:169.254.169.254',
      '::ffff:a9fe:a9fe',
      '64:ff9b::a9fe:a9fe',
      '::a9fe:a9fe',
      '2002:a9fe:a9fe::1',
      '64:ff9b:1::a9fe:a9fe',
      '::ffff:0:a9fe:a9fe',
      '2001:0:a9fe:a9fe::1',
      'fd00:ec2::254',
      '100.100.100.200',
      'fe80::1',
      'fe80::1%eth0',
      '224.0.0.1',
      'ff02::1',
      '0.0.0.0',
      '0.1.2.3',
      '::',
      '::ffff:0.0.0.0',
      '255.255.255.255',
    ]
    expect(addresses.filter((ip) => isAllowed(at(ip), [ip, '0.0.0.0/0', '::/0']))).toEqual([])
  })

  it('names the address a host name led to', () => {
    const decision = decideTarget(policy, at('169.254.169.254', 80, 'innocent.test'))
    expect(decision.allowed ? '' : decision.reason).toContain(
      'innocent.test (169.254.169.254) is a cloud metadata address',
    )
  })

  it('refuses what is no address, and loopback where the instance says so', () => {
    expect(isAllowed(at('localhost'))).toBe(false)
    expect(decideTarget({ ...policy, allowLoopback: false }, at('127.0.0.1')).allowed).toBe(false)
  })
})
