import { Boxes, KeySquare, type LucideIcon, Plug, ScrollText, ShieldCheck, UserRound, UsersRound } from 'lucide-react';
import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { findEntity, settingsEntities } from '../../store/model.ts';
import { may, mayUse } from '../../store/rights.ts';

/** A page of the settings, beside the lists of entities that stand there. */
export interface SettingsSection {
  readonly id: 'studio' | 'plugins' | 'users' | 'teams' | 'roles' | 'tokens' | 'audit';
  readonly icon: LucideIcon;
  readonly to: '/studio' | '/studio/plugins' | `/settings/${Exclude<SettingsSection['id'], 'studio' | 'plugins'>}`;
  readonly isOpenTo: (model: BrowserModel) => boolean;
  /** The entity whose list it takes the place of. */
  readonly entity?: string;
}

const sections: readonly SettingsSection[] = [
  { id: 'studio', icon: Boxes, to: '/studio', isOpenTo: (model) => mayUse(model, 'studio') },
  {
    id: 'plugins',
    icon: Plug,
    to: '/studio/plugins',
    // The Studio leads there, too.
    isOpenTo: (model) => mayUse(model, 'plugins') && !mayUse(model, 'studio'),
  },
  {
    id: 'users',
    icon: UserRound,
    to: '/settings/users',
    isOpenTo: (model) => mayUse(model, 'users'),
    entity: 'user',
  },
  { id: 'teams', icon: UsersRound, to: '/settings/teams', isOpenTo: mayChangeTeams, entity: 'team' },
  { id: 'roles', icon: ShieldCheck, to: '/settings/roles', isOpenTo: (model) => mayUse(model, 'roles') },
  { id: 'tokens', icon: KeySquare, to: '/settings/tokens', isOpenTo: (model) => mayUse(model, 'tokens') },
  { id: 'audit', icon: ScrollText, to: '/settings/audit', isOpenTo: (model) => mayUse(model, 'audit') },
];

/** Those that one may use. */
export function settingsSections(model: BrowserModel): readonly SettingsSection[] {
  return sections.filter(({ isOpenTo }) => isOpenTo(model));
}

/** Entities that stand among the settings by a list of their own, as far as one may change them. */
export function settingsLists(model: BrowserModel): readonly BrowserEntity[] {
  const covered = new Set(settingsSections(model).map(({ entity }) => entity));
  return settingsEntities(model).filter(
    (entity) => !covered.has(entity.name) && (may(entity, 'create') || may(entity, 'update')),
  );
}

/** True when there is anything to set. */
export function hasSettings(model: BrowserModel): boolean {
  return settingsSections(model).length > 0 || settingsLists(model).length > 0;
}

function mayChangeTeams(model: BrowserModel): boolean {
  const team = findEntity(model, 'team');
  return team !== undefined && may(team, 'update');
}
