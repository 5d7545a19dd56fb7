import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type Postmaster = { file: string; pid: number; port: number; alive: boolean }

/** What `postmaster.pid` of a cluster says; null without one. `alive` is false when its process is gone or another's now. */
export function readPostmaster(clusterDir: string): Postmaster | null {
  const file = path.join(clusterDir, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number)
  if (!pid) return null
  return { file, pid, port: port ?? 0, alive: isProcessAlive(pid) && commandOf(pid).includes('postgres') }
}

/** True while a process of this id runs, be it another user's. One that ended and waits to be collected does not run. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return !/^State:\s+[ZX]/m.test(readProc(pid, 'status'))
}

/** The command line of a process; where the system does not tell, what we hope it is. */
function commandOf(pid: number): string {
  return process.platform === 'linux' ? readProc(pid, 'cmdline') : 'postgres'
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}
