import type { CelType, Scope } from '../types.ts';

const string: CelType = { kind: 'string' };

function record(name: string, members: () => Readonly<Record<string, CelType>>): CelType {
  const fields: Scope = Object.assign(
    (member: string) => (Object.hasOwn(members(), member) ? members()[member] : undefined),
    { names: () => Object.keys(members()) },
  );
  return { kind: 'object', name, fields };
}

const account = record('account', () => ({ id: string, industry: string, size: { kind: 'int' } }));
const contact = record('contact', () => contactFields);
const contactFields: Readonly<Record<string, CelType>> = {
  id: string,
  name: string,
  age: { kind: 'int' },
  score: { kind: 'double' },
  account,
};

/** Fields of the record that the tests of expressions look at: every type, some always there, most of them nullable. */
export const recordFields: Readonly<Record<string, CelType>> = {
  id: string,
  name: string,
  stage: string,
  title: string,
  amount: { kind: 'double' },
  price: { kind: 'double' },
  qty: { kind: 'int' },
  count: { kind: 'int' },
  closed: { kind: 'bool' },
  active: { kind: 'bool' },
  closeDate: { kind: 'date' },
  dueDate: { kind: 'date' },
  createdAt: { kind: 'timestamp' },
  seenAt: { kind: 'timestamp' },
  start: { kind: 'time' },
  length: { kind: 'duration' },
  tags: { kind: 'list', of: string },
  marks: { kind: 'list', of: { kind: 'int' } },
  meta: { kind: 'dyn' },
  account,
  contacts: { kind: 'list', of: contact },
  owner: string,
};

export const recordScope: Scope = Object.assign(
  (name: string) => (Object.hasOwn(recordFields, name) ? recordFields[name] : undefined),
  { names: () => Object.keys(recordFields) },
);
