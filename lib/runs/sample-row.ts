// A sample as its database row: what lists filter and sort by is a column, the exchange itself one JSON column.

import type { Sample, SampleView } from './sample.ts'

export interface SampleRow {
  atMs: number
  operation: string
  kind: string
  errorClass: string | null
  status: number
  responseMicros: number
  exchange: Pick<Sample, 'problem' | 'request' | 'response'>
}

export function sampleToRow({ problem, request, response, ...columns }: Sample): SampleRow {
  return { ...columns, atMs: Math.max(0, Math.round(columns.atMs)), exchange: { problem, request, response } }
}

type StoredRow = Omit<SampleRow, 'exchange'> & { id: string; shardIndex: number; exchange: unknown }

export function rowToSample({ id, shardIndex, responseMicros, exchange, ...columns }: StoredRow): SampleView {
  const { kind, errorClass } = columns
  return {
    ...(exchange as SampleRow['exchange']),
    ...columns,
    kind: kind as SampleView['kind'],
    errorClass: errorClass as SampleView['errorClass'],
    id,
    shard: shardIndex,
    responseMs: responseMicros / 1000,
  }
}
