// An alert gets to somebody when it names a contact, a channel, or the team and the team has an address.

import type { LintRule } from './rule.ts'

export const nobodyNotified: LintRule = {
  name: 'nobody-notified',
  check(draft) {
    const hasAddress = (draft.contacts ?? []).some((contact) => (contact.email ?? '').includes('@'))
    return (draft.alerts ?? [])
      .filter((alert) => {
        const recipients = (alert.notify ?? []).filter((name) => name.trim() !== '')
        return recipients.length === 0 || (recipients.every((name) => name.trim() === 'team') && !hasAddress)
      })
      .map((alert) => ({
        rule: 'nobody-notified',
        severity: 'warning' as const,
        message: `The alert ${alert.key} reaches nobody`,
        places: [`alerts.${alert.key}.notify`, 'contacts'],
        fix: 'Name a contact or channel in notify, or give a contact an address, for example { role: Test lead, email: lead@example.test }',
      }))
  },
}
