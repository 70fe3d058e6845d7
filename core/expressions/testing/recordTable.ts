import fc from 'fast-check';
import type { SqlParam, SqlScope, SqlValue } from '../SqlScope.ts';
import type { CelType } from '../types.ts';
import { recordFields } from './recordScope.ts';

/** The tables behind `recordScope`. */
export const recordTables = `
  create table data.account (id uuid primary key, industry text, size bigint);
  create table data.record (
    id uuid primary key, name text, stage text not null, title text, amount numeric(15, 2), price numeric, qty bigint, count integer not null,
    closed boolean, active boolean not null, "closeDate" date, "dueDate" date, "createdAt" timestamp(3) with time zone not null,
    "seenAt" timestamp(3) with time zone, start time(0), length interval, tags text[], marks bigint[], meta jsonb,
    account uuid references data.account (id), owner uuid
  );
  create table data.contact (
    id uuid primary key, record uuid not null references data.record (id), name text, age bigint, score numeric, account uuid
  );
`;

const notNull = new Set(['id', 'stage', 'count', 'active', 'createdAt']);

/** A scope over `data.record r`. `params` collects what is handed to `param`. */
export function sqlScope(params: SqlParam[], now: string): SqlScope {
  const scope: SqlScope = {
    path: ([name = '', ...rest]) =>
      name === 'account' && rest.length > 0 ? accountValue('r', rest) : recordValue(name),
    each: ([name]) =>
      name === 'contacts'
        ? {
            from: 'data.contact c where c.record = r.id',
            scope: (variable) => ({ ...scope, path: (path) => contactValue(variable, path) }),
          }
        : undefined,
    param: (value, type) => {
      params.push(value);
      return `$${params.length}::${type}`;
    },
    now,
  };
  return scope;
}

function recordValue(name: string): SqlValue | undefined {
  const type = recordFields[name];
  if (!type) return undefined;
  const isId = name === 'id' || name === 'account' || name === 'owner';
  return { sql: `r."${name}"`, type, nullable: !notNull.has(name), ...(isId ? { stored: 'uuid' } : {}) };
}

function accountValue(alias: string, [name, ...rest]: readonly string[]): SqlValue | undefined {
  if (rest.length > 0 || (name !== 'id' && name !== 'industry' && name !== 'size')) return undefined;
  const type: CelType = { kind: name === 'size' ? 'int' : 'string' };
  return {
    sql: `(select a.${name} from data.account a where a.id = ${alias}.account)`,
    type,
    ...(name === 'id' ? { stored: 'uuid' } : {}),
  };
}

function contactValue(variable: string, [root, name = 'id', ...rest]: readonly string[]): SqlValue | undefined {
  if (root !== variable) return undefined;
  if (name === 'account' && rest.length > 0) return accountValue('c', rest);
  const type: CelType = { kind: name === 'age' ? 'int' : name === 'score' ? 'double' : 'string' };
  return { sql: `c.${name}`, type, ...(name === 'id' || name === 'account' ? { stored: 'uuid' } : {}) };
}

type Row = Record<string, unknown>;

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 4 });
const word = fc.oneof(
  fc.constantFrom('a', 'ab', 'A', 'won', '', '%', '👍a', 'ÄÖß', '张伟'),
  fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', 'ß', 'Σ', ' ', ',', '👍') }),
);
const number = fc.oneof(
  fc.integer({ min: -100_000, max: 100_000 }).map((value) => value / 100),
  fc.constantFrom(0, 0.1, 0.3, 1e-9, 1234567890.12),
);
const int = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(0, 9007199254740991, -9007199254740991, 100));
const id = fc.integer({ min: 1, max: 5 }).map((value) => `00000000-0000-7000-8000-00000000000${value}`);
const date = fc.constantFrom('0001-01-01', '1970-01-01', '2024-02-29', '2024-05-31', '9999-12-31');
const timestamp = fc.constantFrom(
  '2024-05-31T23:59:59.999Z',
  '1969-12-31T23:00:00.001Z',
  '0001-01-01T00:00:00.000Z',
  '2024-02-29T00:00:00.000Z',
);
const duration = fc.constantFrom(
  'P1D',
  'PT36H',
  'PT0.5S',
  'PT-90M',
  'P1M',
  'P1Y',
  'P30D',
  'PT0S',
  'P1Y2M3DT4H5M6.007S',
);

/** Records in API form, with the related records read along, as the tables hold them. */
export function sampleRecords(count: number): { accounts: Row[]; records: Row[] } {
  const accounts = [1, 2, 3].map((each) => ({
    id: `00000000-0000-7000-8000-00000000000${each}`,
    industry: ['a', null, 'won'][each - 1],
    size: each * 10,
  }));
  const account = fc.constantFrom(...accounts);
  const contact = fc.record({ name: maybe(word), age: maybe(int), score: maybe(number), account: maybe(account) });
  const record = fc.record({
    name: maybe(word),
    stage: word,
    title: maybe(word),
    amount: maybe(fc.integer({ min: -9999999, max: 9999999 }).map((value) => value / 100)),
    price: maybe(number),
    qty: maybe(int),
    count: fc.integer({ min: -5, max: 5 }),
    closed: maybe(fc.boolean()),
    active: fc.boolean(),
    closeDate: maybe(date),
    dueDate: maybe(date),
    createdAt: timestamp,
    seenAt: maybe(timestamp),
    start: maybe(fc.constantFrom('00:00:00', '09:30:00', '23:59:59')),
    length: maybe(duration),
    tags: maybe(fc.array(word, { maxLength: 3 })),
    marks: maybe(fc.array(fc.integer({ min: -3, max: 5 }), { maxLength: 3 })),
    meta: maybe(
      fc.record({
        text: maybe(word),
        number: fc.constantFrom<(number | string | null)[]>(2, 2.5, null, '7', -1),
        flag: fc.constantFrom<(boolean | string | null)[]>(true, false, null, 'x'),
        list: fc.constantFrom<unknown[]>([1, 'a'], [], { a: null }, null),
      }),
    ),
    account: maybe(account),
    owner: maybe(id),
    contacts: fc.array(contact, { maxLength: 3 }),
  });
  const records = fc.sample(record, { numRuns: count, seed: 7 }).map((each, index) => {
    const own = `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`;
    const contacts = each.contacts.map((row, place) => ({
      ...row,
      id: `00000000-0000-7000-8000-${String((index + 1) * 10 + place).padStart(12, '0')}`,
    }));
    return { ...each, id: own, contacts };
  });
  return { accounts, records };
}

/** Statements that fill the tables, each with one JSON parameter. */
export function insertRecords({
  accounts,
  records,
}: {
  accounts: Row[];
  records: Row[];
}): { text: string; values: string[] }[] {
  const insert = (table: string, rows: readonly Row[]) => ({
    text: `insert into data.${table} select * from json_populate_recordset(null::data.${table}, $1)`,
    values: [JSON.stringify(rows)],
  });
  const idOf = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
  const contacts = records.flatMap((record) =>
    (Array.isArray(record.contacts) ? record.contacts : []).map((contact: Row) => ({
      ...contact,
      record: record.id,
      account: idOf(contact.account),
    })),
  );
  return [
    insert('account', accounts),
    insert(
      'record',
      records.map((record) => ({ ...record, account: idOf(record.account) })),
    ),
    insert('contact', contacts),
  ];
}
