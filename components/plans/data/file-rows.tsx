'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { api, apiProblem } from '#lib/api/client.ts'
import { RowsTable } from './rows-table.tsx'

/** The first rows of an uploaded file. */
export function FileRows({ id }: { id: string }): ReactElement {
  const { data, error } = useQuery({ queryKey: ['file-rows', id], queryFn: () => api.files.rows({ id }) })
  if (error) return <p className="text-xs text-fail">{apiProblem(error).message}</p>
  if (!data) return <Skeleton className="h-40" />
  return <RowsTable label="First rows of the file" columns={data.columns} rows={data.rows} />
}
