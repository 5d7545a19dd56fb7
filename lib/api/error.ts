// Errors are mapped here and nowhere else: whatever was thrown → AppError → status and `{ code, message, details? }`.

import { ORPCError } from '@orpc/client'
import { ValidationError } from '@orpc/contract'
import { AppError, type ErrorCode, errorBody, httpStatusByCode, isAppError, toAppError } from '#lib/core/errors.ts'
import { createLog } from '#lib/core/log.ts'

export interface FieldProblem {
  /** Dotted, e.g. `operations.0.path`; empty for the input as a whole. */
  path: string
  message: string
}

interface Issue {
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[]
}

/** What a thrown value is to the caller. What nobody foresaw is logged with its cause and answered without it. */
export function toCallerError(thrown: unknown, place: string): AppError {
  const error = translate(thrown)
  if (error.code === 'internal') createLog('api').error({ err: error.cause ?? thrown, place }, 'call failed')
  return error
}

function translate(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown
  if (thrown instanceof ORPCError) {
    if (thrown.cause instanceof ValidationError && thrown.status === 400) return invalidInput(thrown.cause.issues)
    if (isErrorCode(thrown.code)) return new AppError(thrown.code, thrown.message, { details: thrown.data })
    if (thrown.status === 400) return new AppError('invalid_input', malformed, { cause: thrown })
    return toAppError(thrown.cause ?? thrown)
  }
  return isLostDatabase(thrown) ? new AppError('unavailable', databaseAway, { cause: thrown }) : toAppError(thrown)
}

const malformed =
  'The body is not valid JSON, or its Content-Type is not application/json. Example: curl -H "Content-Type: application/json" -d \'{"name":"Orders"}\''
const databaseAway = 'The database cannot be reached at the moment. Nothing was lost; try again in a few seconds.'

/** Names every field, in the words of the schema. */
function invalidInput(issues: readonly Issue[]): AppError {
  const fields: FieldProblem[] = issues.slice(0, 20).map((issue) => ({ path: pathOf(issue), message: issue.message }))
  const sentences = fields.map(({ path, message }) => (path ? `${path}: ${message}` : message))
  return new AppError('invalid_input', sentences.join('. '), { details: { fields } })
}

function pathOf({ path = [] }: Issue): string {
  return path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
}

function isErrorCode(code: string): code is ErrorCode {
  return code in httpStatusByCode
}

// P1xxx: cannot reach or was closed; P2024: no free connection in time; ECONN…: the driver below.
function isLostDatabase(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  return /^(P1001|P1002|P1008|P1017|P2024|ECONNREFUSED|ECONNRESET|57P0[123])$/.test(code)
}

/** The form in which oRPC carries an error to its encoder and to the typed client. */
export function toOrpcError(error: AppError): ORPCError<ErrorCode, Record<string, unknown> | undefined> {
  return new ORPCError(error.code, { status: error.httpStatus, message: error.message, data: error.details })
}

/** The body of a failed REST call, whichever layer failed. */
export function errorBodyOf(error: ORPCError<string, unknown>) {
  return errorBody(translate(error))
}

export function errorResponse(thrown: unknown, place: string, headers: Record<string, string> = {}): Response {
  const error = toCallerError(thrown, place)
  return Response.json(errorBody(error), { status: error.httpStatus, headers })
}
