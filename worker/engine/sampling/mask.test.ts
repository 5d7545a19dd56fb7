import { describe, expect, it } from 'vitest'
import { isSensitiveName } from '#lib/runs/sensitive-text.ts'
import { Mask, maskHeader } from './mask.ts'

const mask = new Mask(['p@ss "word"'])
const hide = mask.with(['abc.def+ghi'])

describe('a mask', () => {
  it('hides secrets and values of the exchange, however they are written', () => {
    expect(hide('say p@ss "word" twice: p@ss "word"')).toBe('say ••• twice: •••')
    expect(hide(`/x/${encodeURIComponent('p@ss "word"')}/${encodeURIComponent('abc.def+ghi')}?a=1`)).toBe(
      '/x/•••/•••?a=1',
    )
    expect(hide(JSON.stringify({ note: 'p@ss "word"' }))).toBe('{"note":"•••"}')
    expect(hide(`Basic ${Buffer.from('p@ss "word"').toString('base64')}`)).toBe('Basic •••')
    expect(hide('abc.def+gh')).toBe('abc.def+gh')
  })

  it('hides what its name gives away, and nothing else', () => {
    expect(hide('{"user":"ada","password" : "hunter2","apiKey":"k","isSecret":true,"total":5}')).toBe(
      '{"user":"ada","password" : "•••","apiKey":"•••","isSecret":true,"total":5}',
    )
    expect(hide('user=ada&password=hunter2&author=ada')).toBe('user=ada&password=•••&author=ada')
    expect(hide('/cb?access_token=xyz&page=2')).toBe('/cb?access_token=•••&page=2')
    expect(hide('GET / HTTP/1.1\r\nauthorization: Bearer x\r\nhost: a\r\n')).toBe(
      'GET / HTTP/1.1\r\nauthorization: •••\r\nhost: a\r\n',
    )
    for (const name of ['accessToken', 'X-Api-Key', 'set-cookie', 'authorization', 'PASSWD', 'session_id']) {
      expect(isSensitiveName(name), name).toBe(true)
    }
    for (const name of ['author', 'orderId', 'email', 'status']) expect(isSensitiveName(name), name).toBe(false)
    expect(maskHeader(['Authorization', 'Bearer x'], hide)).toEqual(['Authorization', '•••'])
    expect(maskHeader(['x-note', 'abc.def+ghi'], hide)).toEqual(['x-note', '•••'])
  })

  it('hides numbers, lists and objects whose names give them away', () => {
    expect(hide('{"password": 12345678, "pwd":-1.5e3,"user":7}')).toBe('{"password": "•••", "pwd":"•••","user":7}')
    expect(hide('{"tokens":["a]", ["b"], {"c":"}"}],"user":"ada"}')).toBe('{"tokens":"•••","user":"ada"}')
    expect(hide('{"tokens": {"access":"x","refresh":"y"}, "n":1}')).toBe('{"tokens": "•••", "n":1}')
    expect(hide('{"tokens":["abc", "de', true)).toBe('{"tokens":"•••')
  })

  it('hides a secret as a header or the beginning of a path has it', () => {
    const other = new Mask(['line\n', 'Zürich#1', 'a/b?c d']).with([])
    expect(other('line ')).toBe('•••')
    expect(other('x-echo: line')).toBe('x-echo: •••')
    expect(other(Buffer.from('Zürich#1').toString('latin1'))).toBe('•••')
    expect(other('http://h.test/a/b?c%20d')).toBe('http://h.test/•••')
  })

  it('leaves no beginning of a secret where a body was cut', () => {
    expect(hide('the end is abc.def', true)).toBe('the end is •••')
    expect(hide('{"password":"hunt', true)).toBe('{"password":"•••')
    expect(hide('the end is abc.def')).toBe('the end is abc.def')
  })
})
