import { flag, key, keyedList, plainList, section, text, textRecord, texts } from './leaf.ts'

export const loadGeneratorSchema = section({
  location: text.optional(),
  capacity: text.optional(),
  specification: text.optional(),
  /** What sends the load there, with its version. */
  tool: text.optional(),
})

export const componentSchema = section({
  name: text.optional(),
  /** What it is, e.g. PostgreSQL 18. */
  type: text.optional(),
  instances: text.optional(),
  resources: text.optional(),
  configuration: text.optional(),
  maxConnections: text.optional(),
  maxUsers: text.optional(),
  maxRate: text.optional(),
})

export const networkLinkSchema = section({
  from: text.optional(),
  to: text.optional(),
  bandwidth: text.optional(),
  latency: text.optional(),
  packetLoss: text.optional(),
  jitter: text.optional(),
})

/** `verify: false` accepts any certificate; `ca` is the PEM text of a certificate to trust. */
export const tlsSchema = section({
  verify: flag.optional(),
  serverName: text.optional(),
  ca: text.optional(),
})

/** Where load goes. */
export const environmentSchema = section({
  key,
  name: text.optional(),
  /** staging, pre-production, production-like or production. */
  kind: text.optional(),
  baseUrl: text.optional(),
  /** Further base URLs by name; an operation names one. */
  services: textRecord.optional(),
  variables: textRecord.optional(),
  /** Names only: values are stored encrypted, never in the document. */
  secrets: texts.optional(),
  tls: tlsSchema.optional(),
  loadGenerators: plainList(loadGeneratorSchema).optional(),
  components: plainList(componentSchema).optional(),
  links: plainList(networkLinkSchema).optional(),
})

export const environmentsSchema = keyedList(environmentSchema)
