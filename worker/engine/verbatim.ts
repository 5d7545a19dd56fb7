// Requests sent byte for byte, however malformed: nothing is encoded, checked or put right. Written in parts, a request gets the fields
// without which no server looks at it (host, user-agent, the run, the length of its body) unless it has them itself. Written as a body
// alone, without a path, the text is the whole request: its lines may end with LF, and a head without an end is ended.

import { version } from '#lib/core/version.ts'
import type { CompiledOperation } from '#lib/plans/compiled.ts'
import type { RenderContext, TemplateNames } from './template/context.ts'
import { compileTemplate } from './template/template.ts'

/** Throws `invalid_input` naming what cannot be filled in. */
export function compileVerbatim(
  source: CompiledOperation,
  runId: string,
  host: string,
  names: TemplateNames,
  where: string,
): (context: RenderContext) => Buffer {
  const text = source.body && source.body.kind !== 'multipart' ? source.body.template : ''
  if (source.path === '' && text !== '') {
    const whole = compileTemplate(ended(text), 'text', names, where)
    return (context) => Buffer.from(whole.render(context))
  }
  const line = compileTemplate(`${source.method} ${source.path} HTTP/1.1\r\n`, 'text', names, where)
  const body = compileTemplate(text, 'text', names, `${where}, body`)
  const written = new Set(Object.keys(source.headers).map((name) => name.trim().toLowerCase()))
  const own = { host, 'user-agent': `headroom/${version}`, 'x-headroom-run': runId }
  const added = Object.entries(own).filter(([name]) => !written.has(name))
  const fields = [...added, ...Object.entries(source.headers)].map(([name, value]) => `${name}: ${value}\r\n`)
  const head = compileTemplate(fields.join(''), 'text', names, `${where}, headers`)
  const saysLength = text !== '' && !written.has('content-length') && !written.has('transfer-encoding')
  return (context) => {
    const content = Buffer.from(body.render(context))
    const length = saysLength ? `content-length: ${content.length}\r\n` : ''
    return Buffer.concat([Buffer.from(`${line.render(context)}${head.render(context)}${length}\r\n`), content])
  }
}

function ended(text: string): string {
  const blank = /\r?\n\r?\n/.exec(text)
  const head = blank ? text.slice(0, blank.index) : text.replace(/(\r?\n)+$/, '')
  const rest = blank ? text.slice(blank.index + blank[0].length) : ''
  return `${head.replace(/\r?\n/g, '\r\n')}\r\n\r\n${rest}`
}
