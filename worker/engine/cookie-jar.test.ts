import { describe, expect, it } from 'vitest'
import { CookieJar } from './cookie-jar.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')

function jarOf(url: string, ...lines: string[]): CookieJar {
  const jar = new CookieJar()
  jar.store(lines, new URL(url), NOW)
  return jar
}

function sent(jar: CookieJar, url: string, nowMs = NOW): string | null {
  const { hostname, pathname, search, protocol } = new URL(url)
  return jar.headerFor(hostname, `${pathname}${search}`, protocol === 'https:', nowMs)
}

describe('a cookie jar', () => {
  it('sends what was set, oldest first, longer paths before, a new value in the old place', () => {
    const jar = jarOf('http://shop.test/', 'a=1', 'b=2; Path=/cart', 'c=3; path=/')
    jar.store('a=9', new URL('http://shop.test/'), NOW)
    expect(sent(jar, 'http://shop.test/cart/7?x=1')).toBe('b=2; a=9; c=3')
    expect(sent(jar, 'http://shop.test/')).toBe('a=9; c=3')
  })

  it('keeps nothing that could not be sent back', () => {
    expect(sent(jarOf('http://shop.test/', 'sid=a\x01b', 'tab=a\tb', 'ok=1'), 'http://shop.test/')).toBe(
      'tab=a\tb; ok=1',
    )
  })

  it('keeps to paths: of the attribute, else of the directory of the request', () => {
    const jar = jarOf('http://shop.test/shop/item', 'in=1', 'whole=2; Path=/', 'odd=3; Path=shop')
    expect(sent(jar, 'http://shop.test/shop/other')).toBe('in=1; odd=3; whole=2')
    expect(sent(jar, 'http://shop.test/shop?x=1')).toBe('in=1; odd=3; whole=2')
    expect(sent(jar, 'http://shop.test/shopping')).toBe('whole=2')
  })

  it('keeps to hosts and domains, whatever the port', () => {
    const jar = jarOf(
      'http://api.shop.test:8080/',
      'host=1',
      'domain=2; Domain=.Shop.test',
      'evil=3; Domain=other.test',
    )
    jar.store(['top=4; Domain=test'], new URL('http://api.shop.test/'), NOW)
    expect(sent(jar, 'http://api.shop.test:9091/')).toBe('host=1; domain=2')
    expect(sent(jar, 'http://www.shop.test/')).toBe('domain=2')
    expect(sent(jar, 'http://myshop.test/')).toBeNull()
    const byAddress = jarOf('http://127.0.0.1:4510/', 'a=1; Domain=127.0.0.1', 'b=2; Domain=0.0.1')
    expect(sent(byAddress, 'http://127.0.0.1:4511/')).toBe('a=1')
    expect(sent(byAddress, 'http://10.127.0.0.1.test/')).toBeNull()
  })

  it('lets cookies expire, Max-Age before Expires, and forgets on a date in the past', () => {
    const jar = jarOf(
      'http://shop.test/',
      'short=1; Max-Age=2',
      'dated=2; Expires=Sat, 21 Nov 2026 12:00:05 GMT',
      'both=3; Expires=Sat, 21 Nov 2026 12:00:05 GMT; Max-Age=60',
      'stays=4; Expires=nonsense',
    )
    expect(sent(jar, 'http://shop.test/', NOW + 1999)).toBe('short=1; dated=2; both=3; stays=4')
    expect(sent(jar, 'http://shop.test/', NOW + 2000)).toBe('dated=2; both=3; stays=4')
    expect(sent(jar, 'http://shop.test/', NOW + 5000)).toBe('both=3; stays=4')
    jar.store('stays=; Expires=Thu, 01 Jan 1970 00:00:00 GMT', new URL('http://shop.test/'), NOW)
    jar.store('both=; Max-Age=0', new URL('http://shop.test/'), NOW)
    expect(sent(jar, 'http://shop.test/', NOW + 5000)).toBeNull()
  })

  it('sends secure cookies over TLS only', () => {
    const jar = jarOf('https://shop.test/', 'open=1', 'safe=2; Secure; HttpOnly; SameSite=Lax')
    expect(sent(jar, 'http://shop.test/')).toBe('open=1')
    expect(sent(jar, 'https://shop.test/')).toBe('open=1; safe=2')
  })

  it('takes values as they are, passes over what is none, and is bounded', () => {
    const jar = jarOf('http://shop.test/', 'a="x=y"; path=/', '=', '', 'bare', `big=${'x'.repeat(5000)}`)
    expect(sent(jar, 'http://shop.test/')).toBe('a="x=y"; bare')
    for (let i = 0; i < 500; i++) jar.store(`n${i}=1`, new URL('http://shop.test/'), NOW)
    expect(sent(jar, 'http://shop.test/')!.split('; ')).toHaveLength(100)
  })

  it('makes room for what is new: of what has expired, else of what was set longest ago', () => {
    const many = Array.from({ length: 100 }, (_, i) => `c${i}=1; Max-Age=${i < 99 ? 10 : 1000}`)
    const url = new URL('http://shop.test/')
    const jar = jarOf(url.href, ...many)
    jar.store('sid=new', url, NOW + 20_000)
    expect(sent(jar, url.href, NOW + 20_000)).toBe('c99=1; sid=new')
    const full = jarOf(url.href, ...many)
    full.store(['c0=again', 'sid=new'], url, NOW)
    expect(sent(full, url.href)).toMatch(/^c0=again; c2=1; .*c99=1; sid=new$/)
  })
})
