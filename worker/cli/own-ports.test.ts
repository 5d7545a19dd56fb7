import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { writeDatabaseFile } from '#lib/db/database-url.ts'

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'headroom-ports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("Headroom's own ports", () => {
  it('are no target: neither that of its page nor that of the database it keeps in its data directory', () => {
    writeDatabaseFile(folder, { url: 'postgres://postgres:x@127.0.0.1:4699/headroom', port: 4699, pid: 1 })
    const env = { ...process.env, DATA_DIR: folder, PORT: '4698', DATABASE_URL: undefined }
    for (const port of [4698, 4699]) {
      const ended = spawnSync(process.execPath, [CLI, 'bench', `http://127.0.0.1:${port}`, '-n', '1'], { env })
      expect([ended.status, ended.stderr.toString()]).toEqual([64, expect.stringMatching(/Headroom's own/)])
    }
  })
})
