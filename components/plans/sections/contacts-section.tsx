'use client'

import type { ReactElement } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { renamingRole } from '../draft/renaming.ts'
import { Purpose } from '../fields/field-grid.tsx'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { DocSection } from '../page/doc-section.tsx'

type Contact = NonNullable<PlanDraft['contacts']>[number]
type Link = NonNullable<PlanDraft['links']>[number]

const CONTACTS: readonly Column<Contact>[] = [
  {
    id: 'role',
    label: 'Role',
    help: 'What they answer for, for example "Test lead"; alerts can notify a role',
    placeholder: 'Test lead',
    className: 'w-44',
    suggestions: ['Test lead', 'Engineer', 'Operations', 'Product owner', 'On call'],
    follow: renamingRole,
  },
  { id: 'name', label: 'Name', placeholder: 'Grace Hopper' },
  {
    id: 'email',
    label: 'Address',
    help: 'Where mail reaches them, for example lead@example.test',
    placeholder: 'lead@example.test',
    mono: true,
    read: ({ email }) =>
      !email?.trim() || /^\S+@\S+\.\S+$/.test(email.trim())
        ? null
        : { ok: false, message: 'Write an address such as lead@example.test' },
  },
]

/** Who stands behind the test; alerts can be sent to them. */
export function ContactsSection(): ReactElement {
  const count = useDraft((draft) => draft.contacts?.length ?? 0)
  return (
    <DocSection id="contacts" title="Contacts" meta={`${count}, can be named by alerts`}>
      <DraftGrid<Contact>
        list={['contacts']}
        label="Contacts"
        what="contact"
        columns={CONTACTS}
        fresh={(_, above) => ({ role: above ? '' : 'Test lead' })}
        addLabel="Add a contact"
        minWidth="480px"
      />
    </DocSection>
  )
}

const isWebAddress = (url: string): boolean => /^https?:\/\/\S+$/.test(url)

const LINKS: readonly Column<Link>[] = [
  { id: 'label', label: 'What it shows', placeholder: 'Dashboard', className: 'w-56' },
  {
    id: 'url',
    label: 'Address',
    placeholder: 'https://example.test/d/1',
    mono: true,
    read: ({ url }) =>
      !url?.trim() || isWebAddress(url.trim())
        ? null
        : { ok: false, message: 'Write an address that begins with https:// or http://' },
  },
  {
    id: 'open',
    label: '',
    kind: 'derived',
    className: 'w-16',
    draw: ({ url, label }) =>
      url && isWebAddress(url) ? (
        <a href={url} target="_blank" rel="noreferrer" className="link" aria-label={`Open ${label || url}`}>
          Open
        </a>
      ) : null,
  },
]

/** Dashboards, scripts, raw data: what lies elsewhere. */
export function LinksSection(): ReactElement {
  const count = useDraft((draft) => draft.links?.length ?? 0)
  return (
    <DocSection id="links" title="Links" meta={`${count}, printed in the appendix`}>
      <Purpose>Dashboards, scripts, configuration and raw data that lie elsewhere.</Purpose>
      <DraftGrid<Link>
        list={['links']}
        label="Links"
        what="link"
        columns={LINKS}
        fresh={() => ({ label: '' })}
        addLabel="Add a link"
        minWidth="480px"
      />
    </DocSection>
  )
}
