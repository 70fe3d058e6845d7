import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { findEntity, settingsEntities } from '../../store/model.ts';
import { may, mayUse } from '../../store/rights.ts';

/** A page of the settings, beside the lists of entities that stand there. */
export interface SettingsSection {
  readonly id: 'studio' | 'plugins' | 'runs' | 'users' | 'teams' | 'roles' | 'tokens' | 'secrets' | 'audit';
  readonly to:
    | ('/studio' | '/studio/plugins' | '/studio/runs')
    | `/settings/${Exclude<SettingsSection['id'], 'studio' | 'plugins' | 'runs'>}`;
  readonly isOpenTo: (model: BrowserModel) => boolean;
  /** The entity whose list it takes the place of. */
  readonly entity?: string;
}

const sections: readonly SettingsSection[] = [
  { id: 'studio', to: '/studio', isOpenTo: (model) => mayUse(model, 'studio') },
  // The Studio leads to the next two, too.
  { id: 'plugins', to: '/studio/plugins', isOpenTo: (model) => mayUse(model, 'plugins') && !mayUse(model, 'studio') },
  { id: 'runs', to: '/studio/runs', isOpenTo: (model) => mayUse(model, 'workflows') && !mayUse(model, 'studio') },
  { id: 'users', to: '/settings/users', isOpenTo: (model) => mayUse(model, 'users'), entity: 'user' },
  { id: 'teams', to: '/settings/teams', isOpenTo: mayChangeTeams, entity: 'team' },
  { id: 'roles', to: '/settings/roles', isOpenTo: (model) => mayUse(model, 'roles') },
  { id: 'tokens', to: '/settings/tokens', isOpenTo: (model) => mayUse(model, 'tokens') },
  { id: 'secrets', to: '/settings/secrets', isOpenTo: (model) => mayUse(model, 'workflows') },
  { id: 'audit', to: '/settings/audit', isOpenTo: (model) => mayUse(model, 'audit') },
];

/** Those that one may use. */
export function openSections(model: BrowserModel): readonly SettingsSection[] {
  return sections.filter(({ isOpenTo }) => isOpenTo(model));
}

/** Entities that stand among the settings by a list of their own, as far as one may change them. */
export function settingsLists(model: BrowserModel): readonly BrowserEntity[] {
  const covered = new Set(openSections(model).map(({ entity }) => entity));
  return settingsEntities(model).filter(
    (entity) => !covered.has(entity.name) && (may(entity, 'create') || may(entity, 'update')),
  );
}

/** True when there is anything to set. */
export function hasSettings(model: BrowserModel): boolean {
  return openSections(model).length > 0 || settingsLists(model).length > 0;
}

function mayChangeTeams(model: BrowserModel): boolean {
  const team = findEntity(model, 'team');
  return team !== undefined && may(team, 'update');
}
