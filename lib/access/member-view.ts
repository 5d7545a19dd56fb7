import type { Role } from './role.ts'
import type { Member } from './schema.ts'

interface MembershipRow {
  userId: string
  role: string
  createdAt: Date
  user: { name: string; email: string }
}

export function toMember({ userId, role, createdAt, user }: MembershipRow): Member {
  return { userId, name: user.name, email: user.email, role: role as Role, since: createdAt.toISOString() }
}
