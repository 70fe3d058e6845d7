import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import { removeField } from '../document/changeFields.ts';
import { objectAt, withMember } from '../document/members.ts';
import blank from './blank.json' with { type: 'json' };
import customer from './customer.json' with { type: 'json' };
import event from './event.json' with { type: 'json' };
import task from './task.json' with { type: 'json' };
import ticket from './ticket.json' with { type: 'json' };

/** What an entity may begin as: fields, and their texts in the other language. */
export interface EntityTemplate {
  readonly document: JsonObject;
  readonly texts: JsonObject;
}

export const templateNames = ['blank', 'customer', 'ticket', 'event', 'task'] as const;
export type TemplateName = (typeof templateNames)[number];

const templates: Readonly<Record<TemplateName, EntityTemplate>> = { blank, customer, ticket, event, task };

export interface EntityTexts {
  readonly name: string;
  readonly title: string;
  readonly plural: string;
  readonly otherTitle: string;
  readonly otherPlural: string;
}

export interface NewEntity {
  readonly document: JsonObject;
  /** Of the entity, below its name in the document of the other language. */
  readonly texts: JsonObject;
}

/** A new entity out of a template; relations to entities that there are none of are left out. */
export function fromTemplate(name: TemplateName, texts: EntityTexts, entities: ReadonlySet<string>): NewEntity {
  return named(withoutForeign(templates[name], entities), texts);
}

/** The template as an entity with its own name and titles. */
export function named({ document, texts: fieldTexts }: EntityTemplate, texts: EntityTexts): NewEntity {
  const { required, properties, ...rest } = document;
  const { name, title, plural, otherTitle, otherPlural } = texts;
  return {
    document: {
      ...{ $schema: 'kiln:entity', $id: name, title },
      ...(plural === '' || plural === title ? {} : { 'x-plural': plural }),
      ...rest,
      type: 'object',
      ...(required === undefined ? {} : { required }),
      properties: properties ?? {},
    },
    texts: {
      ...(otherTitle === '' ? {} : { title: otherTitle }),
      ...(otherPlural === '' ? {} : { pluralTitle: otherPlural }),
      ...fieldTexts,
    },
  };
}

function withoutForeign(template: EntityTemplate, entities: ReadonlySet<string>): EntityTemplate {
  const foreign = Object.entries(objectAt(template.document, 'properties')).flatMap(([name, schema]) => {
    const to = isObject(schema) ? objectAt(schema, 'x-relation').to : undefined;
    return typeof to === 'string' && !entities.has(to) ? [name] : [];
  });
  let fields = objectAt(template.texts, 'fields');
  for (const name of foreign) fields = withMember(fields, name, undefined);
  return {
    document: foreign.reduce(removeField, template.document),
    texts: { ...template.texts, fields },
  };
}
