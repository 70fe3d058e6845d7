import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { DraftDocument } from '../draft/StudioDraft.ts';
import { type EntityField, entityFields } from './document/entityFields.ts';
import { localeText } from './document/localeTexts.ts';
import { objectAt, textAt, textsAt } from './document/members.ts';

/** An entity as the lists of the Studio show it: as the server has it, or as the draft makes it. */
export interface EntityOutline {
  readonly name: string;
  /** On the server; undefined: it is new. */
  readonly savedName: string | undefined;
  readonly title: string;
  readonly icon: string | undefined;
  readonly group: string | undefined;
  /** Who owns it: `crm`, a plugin's id, `local`; undefined while it is not known. */
  readonly owner: string | undefined;
  /** Own fields. */
  readonly fields: number;
  readonly relations: readonly OutlineRelation[];
  readonly state: 'same' | 'new' | 'changed' | 'removed';
}

interface OutlineRelation {
  readonly field: string;
  readonly title: string;
  readonly targets: readonly string[];
  readonly kind: 'one' | 'many' | 'polymorphic';
}

/** All entities, with those of the draft in place of what the server has. `other`: texts of the other language, where the page is in it. */
export function entityOutlines(
  model: BrowserModel,
  drafted: Iterable<DraftDocument>,
  owners: ReadonlyMap<string, string>,
  other: JsonObject | undefined,
): EntityOutline[] {
  const changed = [...drafted].filter(({ kind }) => kind === 'entity');
  const replaced = new Set(changed.map(({ name, was, saved }) => (saved ? (was ?? name) : undefined)));
  const groups = new Map(model.groups.map(({ name, title }) => [name, title]));
  const live = model.entities
    .filter(({ name }) => !replaced.has(name))
    .map((entity): EntityOutline => {
      const own = entity.fields.filter(({ system }) => !system);
      return {
        name: entity.name,
        savedName: entity.name,
        title: entity.pluralTitle,
        icon: entity.icon,
        group: groups.get(entity.group ?? '') ?? entity.group,
        owner: owners.get(entity.name),
        fields: own.length,
        relations: own.flatMap(({ name, title, relation }) =>
          relation ? [{ field: name, title, targets: relation.targets, kind: relation.kind }] : [],
        ),
        state: 'same',
      };
    });
  const ours = changed.map((document) => outlineOf(document, owners, groups, other));
  return [...live, ...ours].sort((one, another) => one.title.localeCompare(another.title));
}

function outlineOf(
  { name, was, saved, current }: DraftDocument,
  owners: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, string>,
  other: JsonObject | undefined,
): EntityOutline {
  const document = current ?? saved ?? {};
  const fields = entityFields(document);
  const own = other ? localeText(other, name, ['pluralTitle']) || localeText(other, name, ['title']) : '';
  const group = textAt(document, 'x-group');
  return {
    name,
    savedName: saved ? (was ?? name) : undefined,
    title: own || textAt(document, 'x-plural') || textAt(document, 'title') || name,
    icon: textAt(document, 'x-icon'),
    group: group === undefined ? undefined : (groups.get(group) ?? group),
    owner: owners.get(was ?? name) ?? 'local',
    fields: fields.length,
    relations: fields.flatMap((field) => relationOf(field)),
    state: current === null ? 'removed' : saved === null ? 'new' : 'changed',
  };
}

function relationOf({ name, title, schema }: EntityField): OutlineRelation[] {
  const relation = objectAt(schema, 'x-relation');
  const to = typeof relation.to === 'string' ? [relation.to] : textsAt(relation, 'to');
  const [first] = to;
  if (first === undefined || first === '*') return [];
  const kind = relation.many === true ? 'many' : to.length > 1 ? 'polymorphic' : 'one';
  return [{ field: name, title, targets: to, kind }];
}
