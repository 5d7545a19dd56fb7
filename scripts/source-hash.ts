import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** SHA-256 over names and contents of files and folders (deep, in a fixed order); missing ones count as missing. */
export function hashFiles(roots: string[], accepts: (name: string) => boolean = () => true): string {
  const hash = createHash('sha256')
  for (const file of roots.flatMap((root) => listFiles(root)).filter(accepts)) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Every file below a folder, sorted; the file itself when it is one. */
export function listFiles(root: string): string[] {
  const stat = statSync(root, { throwIfNoEntry: false })
  if (!stat) return []
  if (stat.isFile()) return [root]
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}
