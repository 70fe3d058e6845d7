import { compile } from 'json-schema-to-typescript';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { toJsonSchema } from '../model/toJsonSchema.ts';
import type { Entity, Model } from '../model/types.ts';

export interface GeneratedFile {
  /** `<package>.d.ts` */
  readonly name: string;
  readonly text: string;
}

const banner = `/* Written by "npx kiln types" from the definitions of this package. Changes are overwritten. */\n`;

/** For each package the types of its entities: a record as it is read, the body of a create, the body of an update. */
export async function generateTypes(model: Model): Promise<GeneratedFile[]> {
  const owners = new Map(
    model.definitions.filter((each) => each.kind === 'entity').map((each) => [each.name, each.package]),
  );
  const packages = [...new Set(owners.values())].sort();
  return Promise.all(
    packages.map(async (owner) => {
      const entities = [...model.entities.values()].filter((entity) => owners.get(entity.name) === owner);
      const texts = await Promise.all(entities.map((entity) => typesOf(model, entity)));
      return { name: `${owner}.d.ts`, text: [banner, ...texts].join('\n') };
    }),
  );
}

async function typesOf(model: Model, entity: Entity): Promise<string> {
  const name = entity.name.replace(/^./, (first) => first.toUpperCase());
  const { read, create, update } = toJsonSchema(model, entity);
  const parts = [
    { name, schema: read, comment: `${entity.title}, as it is read.` },
    { name: `${name}Create`, schema: create, comment: `${entity.title}, as it is created.` },
    { name: `${name}Update`, schema: update, comment: `Changes to ${entity.title}.` },
  ];
  const texts = await Promise.all(
    parts.map((part) =>
      compile({ ...untitled(part.schema), description: part.comment }, part.name, {
        bannerComment: '',
        ignoreMinAndMaxItems: true,
        style: { singleQuote: true, printWidth: 120 },
        unknownAny: true,
      }),
    ),
  );
  return texts.join('\n');
}

/** The compiler would make a type of its own for everything with a title, so titles become comments. */
function untitled(schema: JsonObject): JsonObject {
  const { title, description, properties, items, ...rest } = schema;
  const comment = [title, description].filter((text) => typeof text === 'string' && text !== '').join('. ');
  const members = isObject(properties)
    ? Object.fromEntries(
        Object.entries(properties).map(([name, value]): [string, Json] => [name, untitledValue(value)]),
      )
    : undefined;
  return {
    ...rest,
    ...(comment ? { description: comment } : {}),
    ...(members ? { properties: members } : {}),
    ...(items === undefined ? {} : { items: untitledValue(items) }),
  };
}

function untitledValue(value: Json): Json {
  return isObject(value) ? untitled(value) : value;
}
