// Runs before everything else, on a fresh clone: Node 20 or later, no packages. Makes node_modules what the lockfile says.
// What follows it runs under the Node of node_modules/.bin, which npm puts first on the PATH.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const modules = path.join(root, 'node_modules')
const stamp = path.join(modules, '.headroom-installed')
const neededMajor = 24

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')

const readText = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Whether every package of the lockfile lies there in its version, as far as this machine needs it. */
function matchesLock() {
  const { packages } = JSON.parse(readText(path.join(root, 'package-lock.json')))
  return Object.entries(packages).every(([place, entry]) => {
    if (place === '' || entry.link) return true
    const found = readText(path.join(root, place, 'package.json'))
    if (found === '') return entry.optional === true || entry.devOptional === true || entry.peer === true
    return JSON.parse(found).version === entry.version
  })
}

/** Installs what the lockfile says unless it is there. Exits with a sentence when that fails. */
export async function ensureInstalled() {
  const hash = lockHash()
  if (readText(stamp) === hash) return
  if (!existsSync(path.join(modules, '.package-lock.json')) || !matchesLock()) await install()
  writeFileSync(stamp, hash)
}

async function install() {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  process.stderr.write('Installing packages (once, and after updates)\n')
  const ticking = setInterval(() => process.stderr.write(`  still installing, ${seconds()} s\n`), 10_000)
  // `npm run` hands npm's own place on; the plain command is for those who call this file by hand.
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const child = npm?.endsWith('.js')
    ? spawn(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      output += error.message
      resolve(1)
    })
    child.once('close', resolve)
  })
  clearInterval(ticking)
  if (code === 0) return process.stderr.write(`Installed packages in ${seconds()} s\n`)
  process.stderr.write(
    `${output.trim()}\nThe packages could not be installed (npm ci ended with ${code}); npm says why above.\n`,
  )
  process.exit(1)
}

/** The Node that runs Headroom. Exits with a sentence when there is none that is new enough. */
export function findNode() {
  const own = path.join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath
  process.stderr.write(
    `Headroom runs on Node ${neededMajor} or later. npm brings it along on Linux and Windows, but not for ${process.platform}-${process.arch}: install it from nodejs.org. This is ${process.version}.\n`,
  )
  process.exit(1)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureInstalled()
  findNode()
}
