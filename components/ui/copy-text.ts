import { notify } from './notify.ts'

/** Puts a text on the clipboard and says so. Over plain HTTP a browser has none: then what is on the page is to be marked. */
export async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    return notify('The browser does not let it be copied: mark it and copy it by hand', {}, 'error')
  }
  notify(said, {}, 'success')
}
