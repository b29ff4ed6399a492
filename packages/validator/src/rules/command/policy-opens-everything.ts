import { nodeIn, nodesIn, type Statement, textIn } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'No command opens a table to everybody.',
  rationale: 'The outage ends and a leak begins: every customer reads the rows of all others.',
  messages: {
    opens: {
      message: '{what} opens the data to everybody.',
      expected: 'a policy or grant for the role and the rows that are meant',
      help: 'Write the condition that names the rows, or restore the policy that worked.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const { statements } of analysis.commands.flatMap(({ sql }) => sql)) {
      for (const statement of statements) {
        const what = statement.undone ? null : openedBy(statement)
        if (what !== null) report('opens', placeIn(source, statement.place), { what })
      }
    }
  }
})

/** These pass all policies anyway. */
const TRUSTED = /^(service_role|postgres|supabase_\w+)$/
const OPEN = /^(public|anon)$/

function openedBy({ type, node }: Statement): string | null {
  switch (type) {
    case 'CreatePolicyStmt':
    case 'AlterPolicyStmt': {
      const roles = rolesIn(node['roles'])
      if (type === 'CreatePolicyStmt' && node['permissive'] !== true) return null
      if (roles.length > 0 && roles.every((role) => TRUSTED.test(role))) return null
      return isTrue(node['qual']) ? '`using (true)`' : isTrue(node['with_check']) ? '`with check (true)`' : null
    }
    case 'AlterTableStmt':
      return nodesIn(node['cmds']).some(
        (command) => nodeIn(command['AlterTableCmd'])?.['subtype'] === 'AT_DisableRowSecurity'
      )
        ? '`disable row level security`'
        : null
    case 'GrantStmt':
      return grantedBy(node)
    case 'CreateRoleStmt':
    case 'AlterRoleStmt':
      return nodesIn(node['options']).some((option) => {
        const element = nodeIn(option['DefElem'])
        return element?.['defname'] === 'bypassrls' && nodeIn(nodeIn(element['arg'])?.['Boolean'])?.['boolval'] === true
      })
        ? '`bypassrls`'
        : null
    default:
      return null
  }
}

/** A grant on tables to everybody, or of everything to whoever is not signed in. */
function grantedBy(node: Statement['node']): string | null {
  if (node['is_grant'] !== true || node['objtype'] !== 'OBJECT_TABLE') return null
  const [role] = rolesIn(node['grantees']).filter((name) => OPEN.test(name))
  const all = nodesIn(node['privileges']).length === 0
  return role === 'public' || (role && all) ? `\`grant\` to \`${role}\`` : null
}

function rolesIn(value: unknown): string[] {
  return nodesIn(value).map((role) => {
    const spec = nodeIn(role['RoleSpec'])
    return spec?.['roletype'] === 'ROLESPEC_PUBLIC' ? 'public' : textIn(spec?.['rolename'])
  })
}

function isTrue(value: unknown): boolean {
  return nodeIn(nodeIn(nodeIn(value)?.['A_Const'])?.['boolval'])?.['boolval'] === true
}
