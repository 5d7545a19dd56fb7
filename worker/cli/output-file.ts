// Files the command line writes at the end: whether they can be written is known at the beginning.

import { access, constants, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AppError, messageOf } from '#lib/core/errors.ts'

/** Before hours of tests, not after. Throws `invalid_input`; names that are not given are passed over. */
export async function checkWritable(...files: (string | undefined)[]): Promise<void> {
  for (const file of files)
    if (file !== undefined) await access(dirname(resolve(file)), constants.W_OK).catch(refuse(file))
}

/** Nothing where no file was asked for. Throws `invalid_input`. */
export async function save(
  file: string | undefined,
  content: string | (() => string | Promise<string>),
): Promise<void> {
  if (file === undefined) return
  await writeFile(file, typeof content === 'string' ? content : await content()).catch(refuse(file))
}

const refuse = (file: string) => (error: unknown) => {
  throw new AppError('invalid_input', `${file} cannot be written: ${messageOf(error)}`)
}
