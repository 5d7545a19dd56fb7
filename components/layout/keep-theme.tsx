'use client'

import { useLayoutEffect } from 'react'
import { THEME_KEY } from './theme-script.ts'

/** A page that the browser alone renders, such as one that was not found, never runs the theme script of the head. */
export function KeepTheme(): null {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (dataset.theme) return
    const kept = keptTheme()
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
    dataset.theme = kept === 'dark' || kept === 'light' ? kept : system
  }, [])
  return null
}

function keptTheme(): string | null {
  try {
    return localStorage.getItem(THEME_KEY)
  } catch {
    return null
  }
}
