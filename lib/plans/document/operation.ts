import { z } from 'zod'
import { flag, key, keyedList, plainList, section, text, textRecord, texts } from './leaf.ts'

const partSchema = z.union(
  [
    text,
    section({
      dataset: text.optional(),
      file: text.optional(),
      name: text.optional(),
      type: text.optional(),
      value: text.optional(),
    }),
  ],
  {
    error:
      'A part is text, or { dataset, name } for a dataset as a CSV file, for example { dataset: contacts, name: contacts.csv }',
  },
)

/** One of these; JSON is kept as data, its strings may hold `{{ name }}`. */
export const bodySchema = section({
  json: z.json().optional(),
  text: text.optional(),
  form: textRecord.optional(),
  multipart: z.record(z.string(), partSchema).optional(),
})

export const requestSchema = section({
  method: text.optional(),
  /** Key of `services` in the environment; default is its base URL. */
  service: text.optional(),
  path: text.optional(),
  headers: textRecord.optional(),
  body: bodySchema.optional(),
})

export const pollSchema = section({
  path: text.optional(),
  until: text.optional(),
  every: text.optional(),
  timeout: text.optional(),
})

export const customMetricSchema = section({
  key,
  label: text.optional(),
  /** trend, rate or counter. */
  kind: text.optional(),
  unit: text.optional(),
  take: text.optional(),
})

export const writeSchema = section({
  key: text.optional(),
  readBack: text.optional(),
})

/** One HTTP call with its checks and extractions. */
export const operationSchema = section({
  key,
  name: text.optional(),
  request: requestSchema.optional(),
  payload: text.optional(),
  timeout: text.optional(),
  checks: texts.optional(),
  extract: textRecord.optional(),
  poll: pollSchema.optional(),
  /** none or follow (never to a host that is not allowed). */
  redirects: text.optional(),
  metrics: keyedList(customMetricSchema).optional(),
  /** Marks acknowledged writes, read back once after the run. */
  write: writeSchema.optional(),
  /** Sent byte for byte as it is written, however malformed. */
  verbatim: flag.optional(),
})

export const operationsSchema = keyedList(operationSchema)

const flowStepSchema = z.union([text, section({ think: text })], {
  error: 'A step is the key of an operation, for example create-order, or a pause, for example { think: 500ms }',
})

export const flowSchema = section({
  key,
  name: text.optional(),
  steps: plainList(flowStepSchema).optional(),
})

export const flowsSchema = keyedList(flowSchema)

export const authSchema = section({
  login: text.optional(),
  /** A status, or several. */
  refreshOn: z.union([text, texts], { error: 'Expected a status, for example 401, or a list, [401, 419]' }).optional(),
})

/** Once before or after the load; `times` of them are a preload. */
const onceSchema = z.union(
  [text, section({ operation: text.optional(), times: text.optional(), atOnce: text.optional() })],
  {
    error:
      'A step is the key of an operation, for example login, or { operation: create-order, times: 1000, atOnce: 20 }',
  },
)

export const onceStepsSchema = plainList(onceSchema)
