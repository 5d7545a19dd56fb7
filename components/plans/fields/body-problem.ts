/** Why a text is no JSON and where, or null; blank is fine, it means "no body". */
export function bodyProblem(text: string): string | null {
  if (text.trim() === '') return null
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const at = /position (\d+)/.exec(message)?.[1]
    const line = at ? text.slice(0, Number(at)).split('\n').length : null
    if (/(^|[^"\w])\{\{[^"]*$/.test(text.split('\n')[(line ?? 1) - 1] ?? ''))
      return `Line ${line ?? 1}: a {{ value }} stands inside of quotes, for example "{{ user }}".`
    return line ? `This is no JSON: look at line ${line}.` : 'This is no JSON yet: its end is missing.'
  }
}
