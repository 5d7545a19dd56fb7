// What of a report is shown to who has no account: the same words and numbers, without the addresses of pages and files behind it, and
// without where tests were sent: base addresses and variables of the environment.

import type { Cell, ReportBlock, ReportModel } from './report-model.ts'

const INSIDE = ['environment-variables']
const HIDDEN_FIELDS = ['Base URL', 'Further services']

export function publicReport(model: ReportModel): ReportModel {
  const { cover } = model
  return {
    ...model,
    cycleId: '',
    cover: {
      ...cover,
      critical: cover.critical.map((one) => ({
        ...one,
        target: withoutAddress(one.target),
        actual: withoutAddress(one.actual),
      })),
    },
    blocks: withoutInside(model.blocks).map(publicBlock),
  }
}

/** Leaves out a heading together with what stands below it. */
function withoutInside(blocks: readonly ReportBlock[]): ReportBlock[] {
  let isInside = false
  return blocks.filter((block) => {
    if (block.kind === 'heading') isInside = INSIDE.includes(block.key)
    else if (block.kind !== 'code') isInside = false
    return !isInside
  })
}

function publicBlock(block: ReportBlock): ReportBlock {
  switch (block.kind) {
    case 'table': {
      const { origin, ...rest } = block
      return {
        ...rest,
        ...(origin ? { origin: { ...origin, run: withoutId(origin.run) } } : {}),
        rows: block.rows.map((row) => row.map(withoutAddress)),
      }
    }
    case 'list':
      return { ...block, items: block.items.map(withoutAddress) }
    case 'fields':
      return {
        ...block,
        fields: block.fields
          .filter(({ name }) => !HIDDEN_FIELDS.includes(name))
          .map(({ name, cell }) => ({ name, cell: withoutAddress(cell) })),
      }
    case 'ticks':
      return {
        ...block,
        items: block.items.map((item) => ({ ...item, file: item.file && { ...item.file, href: '' } })),
      }
    default:
      return block
  }
}

function withoutAddress({ href: _, derivation, ...cell }: Cell): Cell {
  return { ...cell, ...(derivation ? { derivation: { ...derivation, run: withoutId(derivation.run) } } : {}) }
}

const withoutId = (run: { id: string; label: string } | null) => run && { id: '', label: run.label }
