// Preloaded into children: whoever started them may be killed without a chance to end them.

// Forks inherit the flags of Node; a fork of a child has a channel of its own to keep open.
const own = process.execArgv.findIndex((flag) => flag.endsWith('exit-with-parent.mjs'))
if (own > 0) process.execArgv.splice(own - 1, 2)

if (process.channel) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(143), 25_000).unref()
  })
  process.channel.unref()
}
