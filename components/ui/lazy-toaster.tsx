'use client'

import dynamic from 'next/dynamic'

/** Where notes appear; comes after the page itself. */
export const LazyToaster = dynamic(() => import('./toast.tsx').then((module) => module.Toaster), { ssr: false })
