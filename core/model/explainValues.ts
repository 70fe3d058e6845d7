import type { ErrorObject } from 'ajv/dist/2020.js';
import { explainErrors } from '../definitions/explainErrors.ts';
import { fromPointer } from '../definitions/pointer.ts';
import type { Fault } from '../errors/KilnError.ts';
import type { Entity } from './types.ts';

/** By field type: what a value has to be, where a pattern or format would tell people nothing. */
const forms: Readonly<Record<string, string>> = {
  date: 'a date that exists, such as 2026-03-31',
  dateTime: 'a date and time with its zone, such as 2026-03-31T09:30:00Z',
  time: 'a time such as 09:30',
  duration: 'a duration such as PT1H30M or P14D',
  email: 'an e-mail address such as name@example.com',
  phone: 'a phone number such as +49 30 123456',
  url: 'a web address such as https://example.com',
  color: 'a colour such as #1677ff',
  user: 'the id of a user',
  relation: 'the id of a record',
  manyToMany: 'the id of a record',
  polymorphic: 'the id of a record, or {"entity": …, "id": …}',
  id: 'a uuid',
};

/** What Ajv found in values of an entity, in sentences for people; each sentence once for its place. */
export function explainValues(errors: readonly ErrorObject[], entity: Entity): Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of errors) {
    for (const fault of explain(error, entity)) faults.set(`${fault.pointer} ${fault.message}`, fault);
  }
  return [...faults.values()];
}

function explain(error: ErrorObject, entity: Entity): Fault[] {
  const [name = ''] = fromPointer(error.instancePath);
  const field = entity.fields.get(name);
  const type = field?.type.name ?? '';
  const say = (message: string): Fault[] => [{ pointer: error.instancePath, message }];
  const form = forms[type];
  const isForm = ['pattern', 'format', 'not', 'anyOf'].includes(error.keyword);
  if (form && isForm && error.schema !== field?.schema.pattern) return say(`Must be ${form}.`);
  // Its `anyOf` has said it all.
  if (type === 'polymorphic') return [];
  if (type === 'encrypted' && error.keyword === 'not')
    return say('This is the mask that stands for the text, not the text.');
  const limit = (key: string): number => Number(error.params[key]);
  if (error.keyword === 'x-digits') {
    const after = limit('scale') === 0 ? 'no digits' : `at most ${limit('scale')} digits`;
    return say(`Must have ${after} after the decimal point and at most ${limit('total') - limit('scale')} before it.`);
  }
  if (error.keyword === 'x-json') {
    return say(`Must be nested at most ${limit('depth')} levels deep and have at most ${limit('length')} characters.`);
  }
  return explainErrors([error]);
}
