import { messageOf } from '#lib/core/errors.ts'
import { generateClient } from './prisma-client.ts'

generateClient().then(
  () => console.log('Made lib/db/generated from prisma/.'),
  (error) => {
    console.error(messageOf(error))
    process.exitCode = 1
  },
)
