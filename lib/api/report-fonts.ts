// The fonts of the product inside a file, so that a report looks the same on a machine that does not have them.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const FILES = [
  ['Geist', 'geist-sans/Geist-Variable.woff2'],
  ['Geist Mono', 'geist-mono/GeistMono-Variable.woff2'],
] as const
const FOLDER = 'node_modules/geist/dist/fonts'

let faces: string | null = null

/** CSS; empty where the fonts are not installed in `root`, where Headroom lies. */
export function reportFonts(root = process.cwd()): string {
  faces ??= FILES.map(([family, file]) => fontFace(family, path.join(root, FOLDER, file))).join('')
  return faces
}

function fontFace(family: string, file: string): string {
  if (!existsSync(file)) return ''
  const data = readFileSync(file).toString('base64')
  return `@font-face{font-family:"${family}";font-weight:100 900;src:url(data:font/woff2;base64,${data}) format("woff2")}`
}
