// Pages that share most of their parts: one file to load, and little for the first page to know of them.
export { ProfilePage } from './account/ProfilePage.tsx';
export { SecurityPage } from './account/SecurityPage.tsx';
export { SessionsPage } from './account/SessionsPage.tsx';
export { TeamsPage } from './teams/TeamsPage.tsx';
export { MyTokensPage } from './tokens/MyTokensPage.tsx';
export { TokensPage } from './tokens/TokensPage.tsx';
export { UserPage } from './users/UserPage.tsx';
export { UsersPage } from './users/UsersPage.tsx';
