// Bodies of requests. One in which nothing is to be filled in is made once.

import { Random } from '#lib/load/random.ts'
import type { CompiledOperation, CompiledPlan } from '#lib/plans/compiled.ts'
import type { Datasets } from './data/datasets.ts'
import { compileMultipart } from './multipart.ts'
import type { RenderContext, TemplateNames } from './template/context.ts'
import { payloadBodies } from './template/filler.ts'
import { compileTemplate } from './template/template.ts'

export interface EngineBody {
  render: ((context: RenderContext) => Buffer) | null
  constant: Buffer | null
  contentType: string | null
  /** The names with the payloads that make the body weigh what its class says. */
  names: TemplateNames
}

const PAYLOAD = /\{\{\s*payload\s*\}\}/g

const NO_BODY = { render: null, constant: null, contentType: null }

/** Throws `invalid_input` naming what cannot be filled in. */
export function compileBody(
  { body, payload: key }: Pick<CompiledOperation, 'body' | 'payload'>,
  classes: CompiledPlan['payloads'],
  plain: TemplateNames,
  { datasets, seed, where }: { datasets: Datasets; seed: number; where: string },
): EngineBody {
  const payload = classes.find((candidate) => candidate.key === key)
  const text = body === null || body.kind === 'multipart' ? '' : body.template
  const place = body?.kind === 'json' ? 'json' : 'text'
  const times = text.match(PAYLOAD)?.length ?? 0
  const beside = payload && times > 0 ? weightBeside(text, plain, place, where) : 0
  const share = (bytes: number) => Math.max(0, Math.round((bytes - beside) / Math.max(1, times)))
  const sizes = payload && {
    leastBytes: share(payload.sizeBytes),
    mostBytes: share(payload.mostBytes ?? payload.sizeBytes),
  }
  const names = { ...plain, payloads: sizes && payload ? payloadBodies(sizes, payload.count, seed) : [] }
  if (body === null) return { ...NO_BODY, names }
  if (body.kind === 'multipart') {
    const { constant, render, contentType } = compileMultipart(body.parts, names, datasets, `${where}, body`)
    return { render, constant, contentType, names }
  }
  const template = compileTemplate(text, place, names, `${where}, body`)
  return {
    render: (context) => Buffer.from(template.render(context)),
    constant: template.constant === null ? null : Buffer.from(template.constant),
    contentType: body.kind === 'json' ? 'application/json' : null,
    names,
  }
}

/** Bytes of what stands beside the payload of a body, so that the whole of it has the size of its class. */
function weightBeside(text: string, names: TemplateNames, place: 'json' | 'text', where: string): number {
  // A first row stands for all, and is not used up by that.
  const columns: TemplateNames['columns'] = (name) => {
    const found = names.columns(name)
    return (
      found && { ...found, dataset: Object.create(found.dataset, { draw: { value: () => found.dataset.rows.row(0) } }) }
    )
  }
  const template = compileTemplate(text, place, { ...names, columns, payloads: [''] }, `${where}, body`)
  const nothing: RenderContext = {
    user: 0,
    iteration: 0,
    random: new Random(1),
    values: [],
    shared: [],
    rows: [],
    sensitive: [],
    missing: null,
  }
  return Buffer.byteLength(template.render(nothing))
}
