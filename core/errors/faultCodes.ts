import type { Json } from '../lib/json.ts';
import { type NearNames, nearText } from './nearText.ts';

/** Forms of text that faults name, each with an example where one helps. */
export const textForms = {
  date: 'a date that exists, such as 2026-03-31',
  dateTime: 'a date and time with its zone, such as 2026-03-31T09:30:00Z',
  time: 'a time such as 09:30',
  duration: 'a duration such as PT1H30M or P14D',
  email: 'an e-mail address such as name@example.com',
  phone: 'a phone number such as +49 30 123456',
  url: 'a web address such as https://example.com',
  color: 'a colour such as #1677ff',
  country: 'the two capital letters of a country, such as DE or CN',
  uuid: 'an id (a uuid)',
  user: 'the id of a user',
  record: 'the id of a record',
  reference: 'the id of a record, or {"entity": …, "id": …}',
  entity: 'the name of an entity',
  field: 'the name of a field',
  version: 'the version of a record, a whole number from 1 on',
} as const satisfies Record<string, string>;

export type TextForm = keyof typeof textForms;

/** Types of JSON Schema, as people call them. */
export const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

type None = Record<never, never>;
type Limit = { limit: number };
/** `title`: of the field, in the language of its definition. */
type Titled = { title: string };
type Named = { name: string };

/** What the sentence of each code speaks of. Sent along as `params`, so that a client can say it in its own words. */
export interface FaultParams {
  required: Titled;
  emptied: Titled;
  requiredHere: Titled;
  mustBeEmpty: Titled;
  /** `option`: its title, in the language of its definition. */
  optionHere: Titled & { option: string };
  /** `from`, `to`: titles of options, in the language of their definition; null: no value. */
  transition: Titled & { from: string | null; to: string | null };
  transitionRole: Titled & { from: string; to: string };
  locked: Titled;
  computed: Titled;
  idFixed: None;
  unknownField: Named & NearNames;
  changedElsewhere: Named & { entity: string };
  notRecord: None;
  type: { types: string[] };
  format: { form: TextForm };
  pattern: { pattern: string; help?: string };
  empty: None;
  minLength: Limit;
  maxLength: Limit;
  minimum: Limit;
  maximum: Limit;
  minimumHere: Titled & Limit;
  maximumHere: Titled & Limit;
  exclusiveMinimum: Limit;
  exclusiveMaximum: Limit;
  range: { minimum: number; maximum: number };
  multipleOf: { of: number };
  digits: { total: number; scale: number };
  inexact: None;
  numberTooLarge: None;
  option: { options: Json[] } | { value: string; near: string[] };
  const: { value: Json };
  minItems: Limit;
  maxItems: Limit;
  duplicate: { first: number; second: number };
  missing: Named;
  unknownMember: Named & NearNames;
  minProperties: Limit;
  maxProperties: Limit;
  memberName: Named;
  alsoNeeds: Named & { other: string };
  notAllowed: None;
  nul: None;
  loneSurrogate: None;
  forbiddenName: Named;
  tooDeep: Limit;
  jsonSize: { depth: number; length: number };
  mask: None;
  taken: None;
  takenTogether: { fields: string[] };
  idTaken: None;
  gone: None;
  foreignLine: None;
  lineTwice: None;
  askedAlready: None;
  asksForIt: None;
  cannotDecide: None;
  senderGone: None;
  fileGone: None;
  fileType: { accepted: string[]; type: string };
  fileSize: { size: number; limit: number };
  unknownParameter: Named & { known: string[] };
}

/**
 * The sentence of each code in English. `docs/errors.md` lists them, and the browser has one of its own per code and
 * language; `faultCodes.test.ts` and the studio's `faultMessage.test.ts` hold them together.
 */
export const faultCodes: { readonly [C in keyof FaultParams]: (params: FaultParams[C]) => string } = {
  required: ({ title }) => `"${title}" is required.`,
  emptied: ({ title }) => `"${title}" is required and cannot be emptied.`,
  requiredHere: ({ title }) => `"${title}" is required here.`,
  mustBeEmpty: ({ title }) => `"${title}" must be empty here.`,
  optionHere: ({ title, option }) => `"${option}" cannot be chosen for "${title}" here.`,
  transition: ({ title, from, to }) => {
    if (to === null) return `"${title}" cannot be emptied.`;
    return from === null
      ? `"${title}" cannot begin with "${to}".`
      : `"${title}" does not go from "${from}" to "${to}".`;
  },
  transitionRole: ({ title, from, to }) => `Your roles do not let you take "${title}" from "${from}" to "${to}".`,
  locked: ({ title }) => `"${title}" is locked while somebody decides on the record.`,
  computed: ({ title }) => `"${title}" is computed by the server.`,
  idFixed: () => 'An id never changes.',
  unknownField: (params) => `There is no field "${params.name}".${nearText(params)}`,
  changedElsewhere: ({ name, entity }) => `"${name}" are records of "${entity}"; they are changed there.`,
  notRecord: () => 'Must be an object with the values of the fields.',
  type: ({ types }) => `Must be ${types.map((type) => typeNames[type] ?? type).join(' or ')}.`,
  format: ({ form }) => `Must be ${textForms[form]}.`,
  pattern: ({ pattern, help }) => `Must match the pattern ${pattern}.${help === undefined ? '' : ` ${help}`}`,
  empty: () => 'Must not be empty.',
  minLength: ({ limit }) => `Must have at least ${limit} characters.`,
  maxLength: ({ limit }) => `Must have at most ${limit} characters.`,
  minimum: ({ limit }) => `Must be ${limit} or more.`,
  maximum: ({ limit }) => `Must be ${limit} or less.`,
  minimumHere: ({ title, limit }) => `"${title}" must be ${limit} or more here.`,
  maximumHere: ({ title, limit }) => `"${title}" must be ${limit} or less here.`,
  exclusiveMinimum: ({ limit }) => `Must be more than ${limit}.`,
  exclusiveMaximum: ({ limit }) => `Must be less than ${limit}.`,
  range: ({ minimum, maximum }) => `Must be a whole number from ${minimum} to ${maximum}.`,
  multipleOf: ({ of }) => `Must be a multiple of ${of}.`,
  digits: ({ total, scale }) =>
    `Must have ${scale === 0 ? 'no digits' : `at most ${scale} digits`} after the decimal point and at most ${total - scale} before it.`,
  inexact: () => 'The number has more digits than can be kept exactly.',
  numberTooLarge: () => 'The number is too large.',
  option: (params) =>
    'near' in params
      ? `${JSON.stringify(params.value)} is not known here.${nearText(params)}`
      : `Must be one of ${params.options.map((option) => JSON.stringify(option)).join(', ')}.`,
  const: ({ value }) => `Must be ${JSON.stringify(value)}.`,
  minItems: ({ limit }) => `Must have at least ${limit} entries.`,
  maxItems: ({ limit }) => `Must have at most ${limit} entries.`,
  duplicate: ({ first, second }) => `Entries ${first} and ${second} are equal.`,
  missing: ({ name }) => `"${name}" is missing.`,
  unknownMember: ({ name, ...near }) => `"${name}" is not known here.${nearText(near)}`,
  minProperties: ({ limit }) => `Must have at least ${limit} members.`,
  maxProperties: ({ limit }) => `Must have at most ${limit} members.`,
  memberName: ({ name }) => `"${name}" cannot be a name here: a small letter, then letters and digits, at most 40.`,
  alsoNeeds: ({ name, other }) => `"${name}" also needs "${other}".`,
  notAllowed: () => 'Is not allowed here.',
  nul: () => 'Must not hold the character NUL.',
  loneSurrogate: () => 'Must not hold half a character (a lone surrogate).',
  forbiddenName: ({ name }) => `"${name}" cannot be a name, because every object has it.`,
  tooDeep: ({ limit }) => `Must be nested at most ${limit} levels deep.`,
  jsonSize: ({ depth, length }) => `Must be nested at most ${depth} levels deep and have at most ${length} characters.`,
  mask: () => 'This is the mask that stands for the text, not the text.',
  taken: () => 'Is already in use.',
  takenTogether: ({ fields }) => `Another record has the same ${fields.join(' and ')}.`,
  idTaken: () => 'Is the id of another record, which may be in the recycle bin.',
  gone: () => 'Points at a record that does not exist or is in the recycle bin.',
  foreignLine: () => 'Is not a line of this record.',
  lineTwice: () => 'Stands here twice.',
  askedAlready: () => 'Is asked already.',
  asksForIt: () => 'Asks for it, and has no say in it.',
  cannotDecide: () => 'May not read the record that this is about.',
  senderGone: () => 'Whoever asked for it is switched off, so it cannot go back to them.',
  fileGone: () => 'Is no uploaded file; a file that no record refers to is kept for a day.',
  fileType: ({ accepted, type }) => `Must be ${accepted.join(' or ')}, not ${type}.`,
  fileSize: ({ size, limit }) => `Has ${size} bytes; at most ${limit} are taken here.`,
  unknownParameter: ({ known }) =>
    known.length > 0 ? `There is no such parameter here, only ${known.join(', ')}.` : 'No parameters are taken here.',
};

/**
 * Codes of faults that speak in words of their own, those of `message`; where said() made them, their params say them in
 * another language, too. `rule`: as the definitions say it.
 * `definition`: something is wrong with them. `other`: all that no program would tell apart.
 */
export const wordedCodes = ['rule', 'definition', 'other'] as const;

export type WordedCode = (typeof wordedCodes)[number];

export type FaultCode = keyof FaultParams | WordedCode;
