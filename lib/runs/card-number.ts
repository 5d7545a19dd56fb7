// Payment card numbers: 13 to 19 digits, in one or in groups, the last of which is the check digit of the others (Luhn; ISO/IEC 7812-1).
// One number in ten passes that check by chance, so what cannot be a card is left alone: parts of a UUID, of a longer word or number, of
// a decimal fraction; and what begins with 0, 1 or 20, as no payment card does, but counts of milliseconds and dates do.

import { HIDDEN } from './hidden.ts'

const SHOWN_DIGITS = 4
const FEWEST_DIGITS = 13
const MOST_DIGITS = 19
/** Groups are written with so many digits at least, all but the last; dates have shorter ones. */
const SHORTEST_GROUP = 3
/** So many digits at the end of a cut text may be the beginning of a card. */
const SHORTEST_TAIL = 7

const UUID = `[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`
const ESCAPE = String.raw`%[0-9a-f]{2}|\\(?:[bfnrt]|u[0-9a-f]{4})`
const BEGINNING = String.raw`(?<=${ESCAPE}|(?<![0-9a-z%]|%[0-9a-f]|\d\.))`
const BETWEEN = String.raw`(?:[ +\u00a0\u202f-]|%20)`
const END = String.raw`(?![0-9a-z]|\.\d)`
const STRETCH = new RegExp(String.raw`(${UUID})|${BEGINNING}\d+(?:${BETWEEN}(?!${UUID})\d+)*${END}`, 'gi')
const ENOUGH = new RegExp(String.raw`\d(?:${BETWEEN}?\d){${FEWEST_DIGITS - 1}}`)
const GROUPS = /(%20|\D)?(\d+)/g
/** What a cut may leave of what stands between two groups. */
const CUT = /^(?:[ +\u00a0\u202f-]|%2?0?)?$/

/** The text with all but the last four digits of every card number hidden. `isCut`: it goes on beyond its end. */
export function hideCardNumbers(text: string, isCut = false): string {
  if (!isCut && !ENOUGH.test(text)) return text
  return text.replace(STRETCH, (found, uuid: string | undefined, at: number) => {
    if (uuid !== undefined || found.length < SHORTEST_TAIL) return found
    const after = text.slice(at + found.length)
    const shown = hideIn(found, isCut && CUT.test(after))
    return shown !== found && isFieldOfJson(text.slice(0, at), after) ? `"${shown}"` : shown
  })
}

interface Group {
  before: string
  digits: string
}

/** One stretch of digits in groups: the cards in it, the longest that fit first, and what is left. */
function hideIn(stretch: string, isCut: boolean): string {
  const groups = [...stretch.matchAll(GROUPS)].map(([, before = '', digits = '']): Group => ({ before, digits }))
  const near = (from: number) => groups.slice(from, from + MOST_DIGITS)
  let shown = ''
  for (let first = 0; first < groups.length; ) {
    const count = lengthOfCard(near(first))
    const { before, digits } = groups[first]!
    const isTail = isCut && groups.length - first <= MOST_DIGITS
    if (count > 0) shown += `${before}${HIDDEN}${digitsOf(groups.slice(first, first + count)).slice(-SHOWN_DIGITS)}`
    else if (isTail && mayGoOn(digitsOf(near(first)))) return `${shown}${before}${HIDDEN}`
    else shown += `${before}${digits}`
    first += Math.max(1, count)
  }
  return shown
}

const digitsOf = (groups: readonly Group[]): string => groups.map(({ digits }) => digits).join('')

/** How many groups from the first on are a card; 0: none. */
function lengthOfCard(groups: readonly Group[]): number {
  let digits = ''
  let longest = 0
  for (const [index, group] of groups.entries()) {
    digits += group.digits
    if (digits.length > MOST_DIGITS) break
    if (isCard(digits)) longest = index + 1
    if (group.digits.length < SHORTEST_GROUP) break
  }
  return longest
}

function mayGoOn(digits: string): boolean {
  return digits.length >= SHORTEST_TAIL && digits.length < MOST_DIGITS && !IS_NO_CARD.test(digits)
}

const IS_NO_CARD = /^(?:0|1|20)/

function isCard(digits: string): boolean {
  return digits.length >= FEWEST_DIGITS && !IS_NO_CARD.test(digits) && passesLuhn(digits)
}

/** From the right, every second digit counts double, its own digits added up; the sum is a multiple of ten. */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = Number(digits[digits.length - 1 - fromRight])
    const counted = fromRight % 2 === 1 ? digit * 2 : digit
    sum += counted > 9 ? counted - 9 : counted
  }
  return sum % 10 === 0
}

/** A number of JSON has to become a text, to stay JSON. */
function isFieldOfJson(before: string, after: string): boolean {
  return /[^\\]"\s*:\s*$/.test(before) && /^\s*[,}]/.test(after)
}
