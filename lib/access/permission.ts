import { includesRole, type Role } from './role.ts'

/** The weakest role that may do it within a project. What is not listed nobody may. */
const weakestRole = {
  'project.view': 'viewer',
  'member.view': 'viewer',
  'target.view': 'viewer',
  'plan.view': 'viewer',
  'run.view': 'viewer',
  'plan.edit': 'engineer',
  'plan.freeze': 'engineer',
  'run.start': 'engineer',
  'run.stop': 'engineer',
  'run.change': 'engineer',
  'run.annotate': 'engineer',
  'plan.delete': 'lead',
  'run.judge': 'lead',
  'run.delete': 'lead',
  'cycle.view': 'viewer',
  'cycle.sign': 'viewer',
  'cycle.edit': 'engineer',
  'cycle.decide': 'lead',
  'cycle.share': 'lead',
  'secret.manage': 'lead',
  'audit.view': 'lead',
  'project.edit': 'admin',
  'project.delete': 'admin',
  'member.manage': 'admin',
  'target.manage': 'admin',
} as const satisfies Record<string, Role>

export type Permission = keyof typeof weakestRole

const doing: Record<Permission, string> = {
  'project.view': 'see this project',
  'member.view': 'see the members',
  'target.view': 'see the target hosts',
  'plan.view': 'see plans',
  'run.view': 'see runs',
  'plan.edit': 'edit plans',
  'plan.freeze': 'freeze a revision',
  'run.start': 'start runs',
  'run.stop': 'stop runs',
  'run.change': 'change the load of runs',
  'run.annotate': 'add notes to runs',
  'plan.delete': 'delete plans',
  'run.judge': 'judge a run again',
  'run.delete': 'delete runs',
  'cycle.view': 'see cycles and reports',
  'cycle.sign': 'sign a decision',
  'cycle.edit': 'work on cycles, checklists and findings',
  'cycle.decide': 'decide on a cycle, and waive an objective',
  'cycle.share': 'share a report outside of the project',
  'secret.manage': 'change secrets',
  'audit.view': 'read the audit log',
  'project.edit': 'change the project',
  'project.delete': 'delete the project',
  'member.manage': 'change members and their roles',
  'target.manage': 'change the target hosts',
}

export function isPermitted(role: Role, permission: Permission): boolean {
  return includesRole(role, weakestRole[permission])
}

/** Why not, and what to do about it. */
export function refusal(role: Role, permission: Permission): string {
  const needed = weakestRole[permission]
  return `As ${role} you may not ${doing[permission]}; that takes the role ${needed}. Ask an admin of the project.`
}
