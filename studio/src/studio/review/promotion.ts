import type { JsonObject } from '../../../../core/lib/json.ts';
import type { Conversion } from '../../api/changesets.ts';
import { definitionKey } from '../draft/definitionKey.ts';
import type { DraftEdit, StudioDraft } from '../draft/StudioDraft.ts';
import { apiName } from '../entities/document/apiName.ts';
import { changeField, freeName } from '../entities/document/changeFields.ts';
import { entityFields } from '../entities/document/entityFields.ts';
import { emptyLocale, fieldText, localeText, withoutTexts } from '../entities/document/localeTexts.ts';
import { objectAt, textAt, withMember, withPath } from '../entities/document/members.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import { fromTemplate } from '../entities/templates/entityTemplates.ts';

/** A field whose values stand by themselves on the server, and point at records in the draft. */
export interface Promotable {
  readonly entity: string;
  readonly field: string;
  /** In English. */
  readonly title: string;
  /** The entity that it points at. */
  readonly target: string;
  /** That entity is made of the values. */
  readonly isPromoted: boolean;
  /** It has several values. */
  readonly isList: boolean;
}

type Draft = Pick<StudioDraft, 'documents' | 'changes' | 'conversions'>;

export function promotables({ changes, conversions }: Pick<Draft, 'changes' | 'conversions'>): Promotable[] {
  return changes.flatMap(({ kind, name, saved, current }) => {
    if (kind !== 'entity' || !saved || !current) return [];
    const before = new Map(entityFields(saved).map(({ id, type }) => [id, type ?? '']));
    return entityFields(current).flatMap(({ id, name: field, title, schema }) => {
      const was = before.get(id) ?? '';
      const target = textAt(objectAt(schema, 'x-relation'), 'to');
      if (!promoting.has(was) || target === undefined || target === '*') return [];
      const isPromoted = conversions[`${name}.${field}`]?.promote?.entity === target;
      return [{ entity: name, field, title, target, isPromoted, isList: lists.has(was) }];
    });
  });
}

/** The values become records of an entity of their own, which is a document of the draft like any other. */
export function promotion(draft: Draft, place: Promotable, taken: Iterable<string>): Step {
  const locale = localeOf(draft);
  const other = localeText(locale, place.entity, fieldText.title(place.field));
  const name = freeName(taken, apiName(place.title, 'entity'));
  const texts = { name, title: place.title, plural: '', otherTitle: other, otherPlural: '' };
  const made = fromTemplate('blank', texts, new Set());
  return {
    conversion: { promote: { entity: name } },
    edits: [
      ...pointing(draft, place, name),
      // What everybody chooses from belongs to nobody.
      { kind: 'entity', name, document: withMember(made.document, 'x-owned', undefined) },
      { kind: 'locale', name: otherLanguage, document: withPath(locale, ['entities', name], made.texts) },
    ],
  };
}

/** The values become the records of the same title of an entity that there is; what was to be made of them is not made. */
export function pointingAt(draft: Draft, place: Promotable, target: string): Step {
  const locale = localeOf(draft);
  const without = withoutTexts(locale, ['entities', place.target]);
  const undone: DraftEdit[] = [
    { kind: 'entity', name: place.target, document: null },
    ...(without === locale ? [] : [{ kind: 'locale', name: otherLanguage, document: without }]),
  ];
  return {
    conversion: undefined,
    edits: [...pointing(draft, place, target), ...(place.isPromoted ? undone : [])],
  };
}

/** For StudioDraft.convert. */
interface Step {
  readonly conversion: Conversion | undefined;
  readonly edits: readonly DraftEdit[];
}

function pointing({ documents }: Draft, { entity, field, isList }: Promotable, to: string): DraftEdit[] {
  const document = documents.get(definitionKey('entity', entity))?.current;
  if (!document) return [];
  const next = changeField(document, field, (schema) => {
    const { many: _, ...relation } = objectAt(schema, 'x-relation');
    return { ...schema, 'x-relation': { ...relation, to, ...(isList ? { many: true } : {}) } };
  });
  return [{ kind: 'entity', name: entity, document: next }];
}

function localeOf({ documents }: Draft): JsonObject {
  return documents.get(definitionKey('locale', otherLanguage))?.current ?? emptyLocale(otherLanguage);
}

const lists: ReadonlySet<string> = new Set(['multiSelect', 'tags']);

/** Types whose values can be the name of a record. */
const promoting: ReadonlySet<string> = new Set([
  ...lists,
  ...['select', 'text', 'multiline', 'email', 'phone', 'url', 'color'],
]);
