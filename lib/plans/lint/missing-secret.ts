// A secret that is named and has no value: a run would not start. Only where the values are kept is it known which there are.

import { type LintRule, warning } from './rule.ts'

const NAME = 'missing-secret'

export const missingSecret: LintRule = {
  name: NAME,
  check(draft, _plan, { storedSecrets }) {
    if (!storedSecrets) return []
    return (draft.environments ?? []).flatMap(({ key, secrets }) =>
      (secrets ?? [])
        .map((name, index) => ({ name: name.trim(), index }))
        .filter(({ name }) => name !== '' && !storedSecrets.get(key)?.has(name))
        .map(({ name, index }) =>
          warning(NAME, [`environments.${key}.secrets.${index}`, 'operations'], {
            message: `The secret ${name} of ${key} has no value`,
            arithmetic: `stored for ${key}: ${[...(storedSecrets.get(key) ?? [])].join(', ') || 'none'}`,
            fix: `Enter it under Settings, Secrets, or remove the name`,
          }),
        ),
    )
  },
}
