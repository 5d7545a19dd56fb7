// Bodies of several parts (RFC 7578). A part that is a data set is made once; a body of nothing but such parts and plain texts is the
// same memory for every request.

import type { MultipartPart } from '#lib/plans/compiled.ts'
import type { Datasets } from './data/datasets.ts'
import type { RenderContext, TemplateNames } from './template/context.ts'
import { compileTemplate } from './template/template.ts'

export interface Multipart {
  contentType: string
  /** The whole body when nothing is to be filled in. */
  constant: Buffer | null
  render(context: RenderContext): Buffer
}

/** Long and odd enough to stand in no part; the same in every run, so that a seed repeats all bytes. */
const BOUNDARY = '----headroom-7d2f9b41c6e8053a9f1e4b'

type Piece = Buffer | ((context: RenderContext) => string)

/** Throws `invalid_input` naming what cannot be filled in. */
export function compileMultipart(
  parts: MultipartPart[],
  names: TemplateNames,
  datasets: Datasets,
  where: string,
): Multipart {
  const pieces: Piece[] = parts.flatMap((part, index): Piece[] => {
    const opening = `${index === 0 ? '' : '\r\n'}--${BOUNDARY}\r\n`
    const header = compileTemplate(`${opening}${headOf(part)}\r\n\r\n`, 'text', names, `${where}, part ${part.name}`)
    return [
      header.constant === null ? (context) => header.render(context) : Buffer.from(header.constant),
      contentOf(part, names, datasets, where),
    ]
  })
  const all = [...pieces, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]
  const isConstant = all.every((piece) => typeof piece !== 'function')
  const constant = isConstant ? Buffer.concat(all as Buffer[]) : null
  return {
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
    constant,
    render: (context) =>
      constant ??
      Buffer.concat(all.map((piece) => (typeof piece === 'function' ? Buffer.from(piece(context)) : piece))),
  }
}

function contentOf({ name, content }: MultipartPart, names: TemplateNames, datasets: Datasets, where: string): Piece {
  if (content.kind === 'dataset') return datasets.fileOf(content.dataset)
  const template = compileTemplate(content.template, 'text', names, `${where}, part ${name}`)
  return template.constant === null ? (context) => template.render(context) : Buffer.from(template.constant)
}

function headOf({ name, fileName, contentType }: MultipartPart): string {
  const file = fileName === null ? '' : `; filename="${quoted(fileName)}"`
  const type = contentType === null ? '' : `\r\ncontent-type: ${contentType}`
  return `content-disposition: form-data; name="${quoted(name)}"${file}${type}`
}

/** As browsers write names. */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
