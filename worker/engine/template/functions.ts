// Functions of the template language. Each is made once, with its arguments read, and called for each request.

import { AppError } from '#lib/core/errors.ts'
import type { Expression } from '#lib/plans/template-text.ts'
import type { RenderContext } from './context.ts'
import { fillerText } from './filler.ts'
import { PEOPLE } from './people.ts'

export type Value = (context: RenderContext) => string

type Make = (args: Expression[], resolve: (expression: Expression) => Value) => Value

export const FUNCTIONS: Record<string, Make> = {
  uuid:
    () =>
    ({ random }) =>
      uuid(random.bits(), random.bits(), random.bits(), random.bits()),
  now: () => () => new Date().toISOString(),
  randomInt: (args) => {
    const [least, most] = wholeNumbers('randomInt', args, 2, 'randomInt(1, 9)')
    if (least! > most!) throw invalid(`randomInt(${least}, ${most}) has no number to give; write the smaller one first`)
    return ({ random }) => String(random.int(least!, most!))
  },
  pick: (args) => {
    const choices = args.map((arg) => (arg.kind === 'call' ? '' : arg.kind === 'name' ? arg.name : arg.value))
    if (choices.length === 0) throw invalid('pick() has nothing to choose from; write, for example, pick(small, large)')
    return ({ random }) => choices[random.int(0, choices.length - 1)]!
  },
  weighted: (args) => {
    const choices = weights(args)
    const whole = choices.reduce((sum, { weight }) => sum + weight, 0)
    return ({ random }) => {
      let left = random.next() * whole
      return choices.find(({ weight }) => (left -= weight) < 0)?.value ?? choices.at(-1)!.value
    }
  },
  base64: (args, resolve) => {
    if (args.length !== 1) throw invalid('base64 takes one value, for example base64(secret.API_KEY)')
    const value = resolve(args[0]!)
    return (context) => Buffer.from(value(context)).toString('base64')
  },
  text: (args) => {
    const [bytes] = wholeNumbers('text', args, 1, 'text(64)')
    if (bytes! < 0 || bytes! > 10_000_000) throw invalid(`text(${bytes}) is outside of 0 to 10,000,000 bytes`)
    return ({ random }) => fillerText(bytes!, random)
  },
  ...PEOPLE,
}

/** `weighted(a, 3, b, 1)`: each choice is followed by its weight. */
function weights(args: Expression[]): { value: string; weight: number }[] {
  const texts = args.map((arg) => (arg.kind === 'literal' ? arg.value : arg.name))
  const choices = texts.flatMap((value, i) => (i % 2 === 0 ? [{ value, weight: Number(texts[i + 1]) }] : []))
  const isGood =
    choices.length > 0 && choices.every(({ weight }) => weight >= 0) && choices.some(({ weight }) => weight > 0)
  if (isGood) return choices
  throw invalid('weighted takes choices, each followed by its weight, for example weighted("Firefox", 70, "curl", 30)')
}

function wholeNumbers(name: string, args: Expression[], count: number, example: string): number[] {
  const numbers = args.map((arg) => (arg.kind === 'literal' ? Number(arg.value) : Number.NaN))
  if (numbers.length === count && numbers.every(Number.isInteger)) return numbers
  throw invalid(`${name} takes ${count === 1 ? 'one whole number' : `${count} whole numbers`}, for example ${example}`)
}

const hex = (bits: number) => bits.toString(16).padStart(8, '0')

/** Version 4 form from 128 random bits. */
function uuid(a: number, b: number, c: number, d: number): string {
  const [first, second, third, fourth] = [hex(a), hex(b), hex(c), hex(d)]
  const variant = ((c >>> 28) & 3) | 8
  return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-${variant.toString(16)}${third.slice(1, 4)}-${third.slice(4)}${fourth}`
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', message)
}
