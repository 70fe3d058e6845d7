import {
  Activity,
  Boxes,
  KeyRound,
  KeySquare,
  type LucideIcon,
  Plug,
  ScrollText,
  ShieldCheck,
  UserRound,
  UsersRound,
} from 'lucide-react';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { openSections, type SettingsSection } from './openSections.ts';

const icons: Readonly<Record<SettingsSection['id'], LucideIcon>> = {
  studio: Boxes,
  plugins: Plug,
  runs: Activity,
  users: UserRound,
  teams: UsersRound,
  roles: ShieldCheck,
  tokens: KeySquare,
  secrets: KeyRound,
  audit: ScrollText,
};

/** The pages of the settings that one may use, with their icons. */
export function settingsSections(model: BrowserModel): readonly (SettingsSection & { readonly icon: LucideIcon })[] {
  return openSections(model).map((section) => ({ ...section, icon: icons[section.id] }));
}
