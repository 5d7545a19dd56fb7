import { useQuery } from '@tanstack/react-query'
import { fetchMoved } from './compare-requests.ts'

/** A run against its baseline, or the valid run before it; read once for all that shows it. */
export const useMoved = (runId: string) =>
  useQuery({ queryKey: ['runs', 'moved', runId], queryFn: () => fetchMoved(runId), staleTime: 60_000 })
