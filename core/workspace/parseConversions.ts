import { isObject, type Json } from '../lib/json.ts';
import { type Conversion, type Conversions, type Promotion, unfitChoices } from '../migrations/conversion.ts';

type Report = (pointer: string, message: string) => void;

const maxFields = 1_000;
const maxMapped = 10_000;
/** Field of an entity, or of the items of a field. */
const fieldName = /^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*){1,2}$/;

/** `conversions` of a change-set as it came from outside; every fault is reported. */
export function parseConversions(given: Json, fault: Report): Conversions {
  const at = '/conversions';
  if (!isObject(given) || Object.keys(given).length > maxFields) {
    fault(at, 'conversions is an object: {"<entity>.<field>": {"unfit", "map", "promote"}}.');
    return new Map();
  }
  return new Map(
    Object.entries(given).flatMap(([name, value]): [string, Conversion][] => {
      const place = `${at}/${name.slice(0, 100)}`;
      if (!fieldName.test(name)) fault(place, 'Must be "<entity>.<field>".');
      if (isObject(value)) return [[name, parseConversion(value, place, fault)]];
      fault(place, 'A conversion is an object: {"unfit", "map", "promote"}.');
      return [];
    }),
  );
}

function parseConversion(
  { unfit, map, promote, ...unknown }: { [key: string]: Json },
  at: string,
  fault: Report,
): Conversion {
  for (const key of Object.keys(unknown)) fault(`${at}/${key}`, `"${key}" is not part of a conversion.`);
  const choice = unfitChoices.find((each) => each === unfit);
  if (unfit !== undefined && !choice) fault(`${at}/unfit`, `unfit is ${unfitChoices.join(', ')}.`);
  const values = map === undefined ? undefined : parseMap(map, `${at}/map`, fault);
  const promotion = promote === undefined ? undefined : parsePromotion(promote, `${at}/promote`, fault);
  return {
    ...(choice ? { unfit: choice } : {}),
    ...(values ? { map: values } : {}),
    ...(promotion ? { promote: promotion } : {}),
  };
}

function parseMap(map: Json, at: string, fault: Report): ReadonlyMap<string, string | null> | undefined {
  const entries = isObject(map) ? Object.entries(map) : undefined;
  if (!entries || entries.length > maxMapped) {
    fault(at, `map is an object of at most ${maxMapped} old values and their new ones.`);
    return undefined;
  }
  const texts = entries.filter(
    (entry): entry is [string, string | null] => entry[1] === null || typeof entry[1] === 'string',
  );
  if (texts.length < entries.length) fault(at, 'Each new value is a text, or null for none.');
  return new Map(texts);
}

function parsePromotion(promote: Json, at: string, fault: Report): Promotion | undefined {
  const { entity, title, ...unknown } = isObject(promote) ? promote : {};
  for (const key of Object.keys(unknown)) fault(`${at}/${key}`, `"${key}" is not part of promote.`);
  if (typeof entity !== 'string') {
    fault(at, 'promote is an object: {"entity": "<name of the new entity>", "title"}.');
    return undefined;
  }
  if (title !== undefined && typeof title !== 'string') fault(`${at}/title`, 'title is a text.');
  return { entity, ...(typeof title === 'string' ? { title } : {}) };
}
