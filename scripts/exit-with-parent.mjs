// Preloaded into children: whoever started them may be killed without a chance to end them.

if (process.channel) {
  process.channel.unref()
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(143), 25_000).unref()
  })
}
