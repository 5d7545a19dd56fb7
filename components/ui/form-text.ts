/** Reads what was typed into a field of the form, by its name: without spaces around it, empty when there is no such field. */
export function textOf(form: HTMLFormElement): (name: string) => string {
  const data = new FormData(form)
  return (name) => String(data.get(name) ?? '').trim()
}
