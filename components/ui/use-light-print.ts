'use client'

import { useEffect } from 'react'

/** Paper is light, whatever the screen is. */
export function useLightPrint(): void {
  useEffect(() => {
    const { dataset } = document.documentElement
    let onScreen: string | undefined
    const before = (): void => {
      onScreen = dataset.theme
      dataset.theme = 'light'
    }
    const after = (): void => {
      if (onScreen === undefined) delete dataset.theme
      else dataset.theme = onScreen
    }
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
}
