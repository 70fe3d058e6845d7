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
  related: (entity: string, query: ListQuery) => ['records', entity, 'list', 'related', query],
  one: (entity: string, id: string) => ['records', entity, 'one', id],
  label: (entity: string, id: string) => ['records', entity, 'label', id],
  options: (entity: string, search: string) => ['records', entity, 'options', search],
};
