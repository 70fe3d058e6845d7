import type { JsonObject } from '../../../core/lib/json.ts';
import type { FunctionCall } from '../../../core/model/pageTypes.ts';
import type { ApprovalList } from './approvals.ts';
import type { AuditQuery } from './audit.ts';
import type { FigureQuery } from './figures.ts';
import type { GroupQuery } from './groups.ts';
import type { ListQuery } from './records.ts';
import type { RunQuery } from './runs.ts';

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
  /** Whether many records are counted, of a list or in groups. */
  isCount: (key: readonly unknown[]) => key[3] === 'groups' || key[4] === 'count',
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
  /** Of the mutation that an action on a record is. */
  action: (entity: string, id: string) => ['action', entity, id],
};

/** Sums and charts: their entity is told of changes, too, but they are not read again as often. */
export const figureKeys = {
  all: ['figures'],
  entity: (entity: string) => ['figures', entity],
  rows: (entity: string, query: FigureQuery) => ['figures', entity, query],
};

/** Outputs of functions of plugins. */
export const functionKeys = {
  all: ['functions'],
  output: (call: FunctionCall, input: JsonObject) => [
    'functions',
    call.plugin,
    call.function,
    call.with ?? null,
    input,
  ],
};

/** Below the model's: whoever changes the model changes them. */
export const definitionKeys = {
  /** What the server says of a document before it is saved. */
  check: (kind: string, base: string, document: unknown) => ['model', 'check', kind, base, document],
  all: ['model', 'definitions'],
  kind: (kind: string) => ['model', 'definitions', kind],
  one: (kind: string, name: string) => ['model', 'definitions', kind, name],
};

export const changeSetKeys = {
  all: ['changeSets'],
  list: ['changeSets', 'list'],
  of: (kind: string, name: string) => ['changeSets', 'list', kind, name],
  one: (id: string) => ['changeSets', 'one', id],
  revert: (id: string, choice: string) => ['changeSets', 'one', id, 'revert', choice],
};

export const parkingKeys = {
  all: ['parking'],
  restore: (id: string) => ['parking', id],
};

export const pluginKeys = {
  all: ['plugins'],
  list: (locale: string) => ['plugins', 'list', locale],
  one: (id: string, locale: string) => ['plugins', 'one', id, locale],
  logsOf: (id: string) => ['pluginLogs', id],
  logs: (id: string, level: string) => ['pluginLogs', id, level],
  lostEvents: (id: string) => ['plugins', 'lostEvents', id],
  minutes: (id: string, minutes: number) => ['plugins', 'minutes', id, minutes],
  uninstall: (id: string, data: string) => ['plugins', 'uninstall', id, data],
};

export const jobKeys = {
  all: ['jobs'],
};

export const workflowKeys = {
  list: (locale: string) => ['model', 'workflows', locale],
  hook: (name: string) => ['model', 'workflows', 'hook', name],
  secrets: ['workflowSecrets'],
};

export const runKeys = {
  all: ['runs'],
  lists: ['runs', 'list'],
  /** States of those that changed lately, by id. */
  changed: ['runs', 'changed'],
  /** The first page of a list: what is new comes there. */
  newest: (query: RunQuery) => ['runs', 'list', query, 'newest'],
  isNewest: (key: readonly unknown[]) => key[3] === 'newest',
  older: (query: RunQuery, after: string) => ['runs', 'list', query, 'older', after],
  one: (id: string) => ['runs', 'one', id],
  /** With its texts in a language. */
  inLocale: (id: string, locale: string) => ['runs', 'one', id, 'in', locale],
  step: (id: string, key: string) => ['runs', 'one', id, 'step', key],
};

/** Ids of notifications that came while the page was open, the latest last. */
export const toldKey = ['told'];

export const notificationKeys = {
  all: ['notifications'],
  unread: ['notifications', 'count'],
  list: (onlyUnread: boolean) => ['notifications', onlyUnread ? 'unread' : 'all'],
};

export const approvalKeys = {
  all: ['approvals'],
  waiting: ['approvals', 'waiting'],
  list: (mine: ApprovalList, locale: string) => ['approvals', 'list', mine, locale],
  one: (id: string, locale: string) => ['approvals', 'one', id, locale],
  /** Those of a record that are open. */
  ofRecord: (entity: string, id: string, locale: string) => ['approvals', 'record', entity, id, locale],
  absence: ['approvals', 'absence'],
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
