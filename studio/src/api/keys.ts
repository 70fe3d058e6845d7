import type { AuditQuery } from './audit.ts';
import type { GroupQuery } from './groups.ts';
import type { ListQuery } from './records.ts';

/** Query keys of the cache. A prefix names everything below it: `recordKeys.entity(e)` all that was read of entity e. */
export const modelKeys = {
  all: ['model'],
  locale: (locale: string) => ['model', locale],
  validators: (entity: string, version: string) => ['validators', entity, version],
};

export const recordKeys = {
  all: ['records'],
  entity: (entity: string) => ['records', entity],
  lists: (entity: string) => ['records', entity, 'list'],
  page: (entity: string, query: ListQuery, page: number) => ['records', entity, 'list', query, page],
  count: (entity: string, query: ListQuery) => ['records', entity, 'list', query, 'count'],
  /** Not under `lists`: where pages begin stays known when what they hold is read again. */
  cursors: (entity: string, query: ListQuery) => ['cursors', entity, query],
  groups: (entity: string, query: GroupQuery) => ['records', entity, 'list', 'groups', query],
  /** The records of one column of a board. */
  cards: (entity: string, query: ListQuery) => ['records', entity, 'list', 'cards', query],
  /** The records of a calendar between two moments. */
  entries: (entity: string, query: ListQuery) => ['records', entity, 'list', 'entries', query],
  related: (entity: string, query: ListQuery) => ['records', entity, 'list', 'related', query],
  one: (entity: string, id: string) => ['records', entity, 'one', id],
  rights: (entity: string, id: string) => ['records', entity, 'one', id, 'rights'],
  label: (entity: string, id: string) => ['records', entity, 'label', id],
  /** Below the record: a change of it is a new entry. */
  history: (entity: string, id: string) => ['records', entity, 'one', id, 'history'],
  options: (entity: string, search: string) => ['records', entity, 'options', search],
};

/** Below the model's: whoever changes the model changes them. */
export const definitionKeys = {
  all: ['model', 'definitions'],
  kind: (kind: string) => ['model', 'definitions', kind],
  one: (kind: string, name: string) => ['model', 'definitions', kind, name],
};

export const changeSetKeys = {
  all: ['changeSets'],
  list: ['changeSets', 'list'],
  one: (id: string) => ['changeSets', 'one', id],
  revert: (id: string, choice: string) => ['changeSets', 'one', id, 'revert', choice],
};

export const parkingKeys = {
  all: ['parking'],
  restore: (id: string) => ['parking', id],
};

export const jobKeys = {
  all: ['jobs'],
};

export const auditKeys = {
  list: (query: AuditQuery) => ['audit', query],
};

export const accessKeys = {
  explain: (entity: string, id: string, actor: string) => ['records', entity, 'one', id, 'access', actor],
  shares: (entity: string, id: string) => ['records', entity, 'one', id, 'shares'],
  holders: (role: string) => ['holders', role],
};

export const identityKeys = {
  me: ['me'],
  signIn: ['signIn'],
  session: ['session'],
  sessions: ['sessions'],
  passkeys: ['passkeys'],
  tokens: (whose: 'own' | 'all') => ['tokens', whose],
  users: {
    all: ['users'],
    list: (search: string, role: string) => ['users', search, role],
    one: (id: string) => ['users', 'one', id],
  },
  teams: ['teams'],
};
