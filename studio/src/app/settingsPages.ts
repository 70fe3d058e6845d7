// Pages that share most of their parts: one file to load, and little for the first page to know of them.
export { ProfilePage } from '../identity/account/ProfilePage.tsx';
export { SecurityPage } from '../identity/account/SecurityPage.tsx';
export { SessionsPage } from '../identity/account/SessionsPage.tsx';
export { SignOutPage } from '../identity/session/SignOutPage.tsx';
export { TeamsPage } from '../identity/teams/TeamsPage.tsx';
export { MyTokensPage } from '../identity/tokens/MyTokensPage.tsx';
export { TokensPage } from '../identity/tokens/TokensPage.tsx';
export { UserPage } from '../identity/users/UserPage.tsx';
export { UsersPage } from '../identity/users/UsersPage.tsx';
export { AuditPage } from '../studio/audit/AuditPage.tsx';
export { RolePage } from '../studio/roles/RolePage.tsx';
export { RolesPage } from '../studio/roles/RolesPage.tsx';
export { SecretsPage } from '../studio/secrets/SecretsPage.tsx';
export { SettingsPage } from '../studio/settings/SettingsPage.tsx';
