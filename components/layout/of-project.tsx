'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

import { keepProject } from './project-cookie.ts'

/** A page reached by a link may belong to another project than the top bar shows: the bar follows the page. */
export function OfProject({ id, shown }: { id: string; shown: string | undefined }): null {
  const router = useRouter()
  useEffect(() => {
    if (id === shown) return
    keepProject(id)
    router.refresh()
  }, [id, shown, router])
  return null
}
