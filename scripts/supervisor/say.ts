/** One line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Says what is being done and, while it lasts, how long already; silent about what turns out to be quick to finish. */
export async function step<T>(sentence: string, work: () => Promise<T>): Promise<T> {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  say(sentence)
  const ticking = setInterval(() => say(`  … ${seconds()} s`), 10_000)
  try {
    const result = await work()
    if (seconds() > 0) say(`  done in ${seconds()} s`)
    return result
  } finally {
    clearInterval(ticking)
  }
}
