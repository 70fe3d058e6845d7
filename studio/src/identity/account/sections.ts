import { CircleUser, KeySquare, LockKeyhole, type LucideIcon, MonitorSmartphone } from 'lucide-react';

interface AccountSection {
  readonly id: 'profile' | 'security' | 'sessions' | 'tokens';
  readonly icon: LucideIcon;
  readonly to:
    | '/settings/account'
    | '/settings/account/security'
    | '/settings/account/sessions'
    | '/settings/account/tokens';
}

/** Pages about oneself, which everybody has. */
export const accountSections: readonly AccountSection[] = [
  { id: 'profile', icon: CircleUser, to: '/settings/account' },
  { id: 'security', icon: LockKeyhole, to: '/settings/account/security' },
  { id: 'sessions', icon: MonitorSmartphone, to: '/settings/account/sessions' },
  { id: 'tokens', icon: KeySquare, to: '/settings/account/tokens' },
];
