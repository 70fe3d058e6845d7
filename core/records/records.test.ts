import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { type TestRecords, testActor, testRecords } from '../testing/testRecords.ts';
import { aggregate } from './aggregate.ts';
import { batch } from './batch.ts';
import { create } from './create.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';
import { restore } from './restore.ts';
import { reveal } from './reveal.ts';
import { update } from './update.ts';

const company: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'company',
  title: 'Company',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name' },
    industry: { type: 'string', title: 'Industry', enum: ['retail', 'finance'] },
    parent: { title: 'Parent', 'x-relation': { to: 'company', inverse: 'subsidiaries' } },
    people: { title: 'People', 'x-rollup': { from: 'person.company', value: 'count()' } },
    richest: {
      title: 'Richest',
      'x-rollup': { from: 'person.company', value: 'max(income)', where: 'active == true' },
    },
  },
  'x-display': 'name',
};

const person: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'person',
  title: 'Person',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name' },
    email: { type: 'string', format: 'email', title: 'E-mail', 'x-unique': 'ignoreCase' },
    income: { type: 'number', title: 'Income', 'x-scale': 2 },
    active: { type: 'boolean', title: 'Active', default: true },
    born: { type: 'string', format: 'date', title: 'Born' },
    tags: { type: 'array', items: { type: 'string' }, title: 'Tags' },
    secret: { type: 'string', 'x-type': 'encrypted', title: 'Secret' },
    company: { title: 'Company', 'x-relation': { to: 'company', inverse: 'staff' } },
    skills: { title: 'Skills', type: 'array', 'x-relation': { to: 'skill', many: true, inverse: 'masters' } },
    label: { type: 'string', title: 'Label', 'x-formula': "name + (has(email) ? ' <' + email + '>' : '')" },
    place: { type: 'string', title: 'Place', 'x-formula': 'name + " at " + company.name' },
  },
  'x-display': 'name',
  'x-search': ['name', 'email'],
  'x-owned': true,
  'x-rules': [{ when: 'active == false', forbid: ['income'], message: 'Who is not active earns nothing.' }],
};

const skill: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'skill',
  title: 'Skill',
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', title: 'Name' } },
};

const memo: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'memo',
  title: 'Memo',
  type: 'object',
  required: ['text'],
  properties: {
    text: { type: 'string', title: 'Text' },
    about: { title: 'About', 'x-relation': { to: ['company', 'person'], inverse: 'memos' } },
  },
};

const invoice: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'invoice',
  title: 'Invoice',
  type: 'object',
  required: ['company'],
  properties: {
    number: { type: 'string', title: 'Number', 'x-number': 'I-{yyyy}-{0000}' },
    company: { title: 'Company', 'x-relation': { to: 'company', onDelete: 'restrict' } },
    lines: { type: 'array', title: 'Lines', 'x-children': { entity: 'invoiceLine', field: 'invoice' } },
    total: { title: 'Total', 'x-rollup': { from: 'invoiceLine.invoice', value: 'sum(amount)' } },
  },
  'x-display': 'number',
};

const invoiceLine: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'invoiceLine',
  title: 'Invoice line',
  type: 'object',
  required: ['invoice', 'text', 'quantity', 'price'],
  properties: {
    invoice: { title: 'Invoice', 'x-relation': { to: 'invoice', onDelete: 'cascade' } },
    position: { type: 'integer', title: 'Position' },
    text: { type: 'string', title: 'Text' },
    quantity: { type: 'integer', title: 'Quantity', minimum: 1 },
    price: { type: 'number', title: 'Price', 'x-scale': 2 },
    amount: { type: 'number', title: 'Amount', 'x-scale': 2, 'x-formula': 'quantity * price' },
  },
  'x-parent': { entity: 'invoice', field: 'invoice' },
};

let records: TestRecords;
beforeAll(async () => {
  records = await testRecords([company, person, skill, memo, invoice, invoiceLine]);
});
afterAll(() => records.close());

async function made(entity: string, values: JsonObject): Promise<JsonObject & { id: string }> {
  return JSON.parse(await create(records.ctx, entity, values));
}

async function listed(
  entity: string,
  params: Parameters<typeof list>[2],
): Promise<{ data: JsonObject[]; next: string | null; count?: number }> {
  return JSON.parse(await list(records.ctx, entity, params));
}

async function failure(promise: Promise<unknown>): Promise<KilnError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof KilnError) return error;
  throw new Error('expected a KilnError', { cause: error });
}

const nowhere = '0190aaaa-0000-7000-8000-00000000dead';

describe('create and get', () => {
  test('a record comes back with defaults, system fields and formulas', async () => {
    const acme = await made('company', { name: 'Acme' });
    const anna = await made('person', { name: 'Anna', email: 'anna@example.com', company: acme.id, income: 1234.5 });
    expect(anna).toMatchObject({
      name: 'Anna',
      active: true,
      income: 1234.5,
      born: null,
      version: 1,
      ownerId: testActor.id,
      createdBy: testActor.id,
      company: acme.id,
      skills: [],
      label: 'Anna <anna@example.com>',
      place: 'Anna at Acme',
    });
    expect(JSON.parse(await get(records.ctx, 'person', anna.id))).toEqual(anna);
    expect(JSON.parse(await get(records.ctx, 'company', acme.id))).toMatchObject({ people: 1, richest: 1234.5 });
  });

  test('all faults are told at once, and nothing is written', async () => {
    const error = await failure(create(records.ctx, 'person', [{ name: 'Ok' }, { name: 1, email: 'x', wrong: true }]));
    expect(error.code).toBe('KILN_INVALID');
    expect(error.errors.map(({ pointer }) => pointer).sort()).toEqual(['/1/email', '/1/name', '/1/wrong']);
    expect((await listed('person', { where: "name == 'Ok'" })).data).toEqual([]);
  });

  test('a duplicate names its field, whatever its case', async () => {
    await made('person', { name: 'Bob', email: 'bob@example.com' });
    const error = await failure(create(records.ctx, 'person', { name: 'Other', email: 'BOB@example.com' }));
    expect(error).toMatchObject({ code: 'KILN_NOT_UNIQUE', errors: [{ pointer: '/email' }] });
  });

  test('a relation to nothing names its field', async () => {
    const error = await failure(create(records.ctx, 'person', { name: 'Lost', company: nowhere }));
    expect(error).toMatchObject({ code: 'KILN_INVALID', errors: [{ pointer: '/company' }] });
  });

  test('ids that are not ids are not found', async () => {
    expect((await failure(get(records.ctx, 'person', "1' or '1'='1"))).code).toBe('KILN_NOT_FOUND');
    expect((await failure(get(records.ctx, 'nothing', nowhere))).code).toBe('KILN_NOT_FOUND');
  });
});

describe('update', () => {
  test('changes what it names, counts the version and honours If-Match', async () => {
    const carl = await made('person', { name: 'Carl', income: 5, email: 'carl@example.com' });
    const changed = JSON.parse(
      await update(records.ctx, 'person', carl.id, { income: null, tags: ['a', 'b'] }, { ifMatch: 1 }),
    );
    expect(changed).toMatchObject({ name: 'Carl', income: null, tags: ['a', 'b'], version: 2 });
    expect((await failure(update(records.ctx, 'person', carl.id, { name: 'X' }, { ifMatch: 1 }))).code).toBe(
      'KILN_STALE',
    );
    expect((await failure(update(records.ctx, 'person', nowhere, { name: 'X' }))).code).toBe('KILN_NOT_FOUND');
    expect((await failure(update(records.ctx, 'person', carl.id, { version: 9 }))).code).toBe('KILN_INVALID');
  });

  test('a rule sees the stored values with the change over them', async () => {
    const dora = await made('person', { name: 'Dora', income: 10 });
    const error = await failure(update(records.ctx, 'person', dora.id, { active: false }));
    expect(error).toMatchObject({ code: 'KILN_INVALID', errors: [{ message: 'Who is not active earns nothing.' }] });
    const changed = JSON.parse(await update(records.ctx, 'person', dora.id, { active: false, income: null }));
    expect(changed).toMatchObject({ active: false, income: null });
  });
});

describe('links', () => {
  test('many-to-many keeps the order and shows from both sides', async () => {
    const [a, b] = [await made('skill', { name: 'A' }), await made('skill', { name: 'B' })];
    const eve = await made('person', { name: 'Eve', skills: [b.id, a.id] });
    expect(eve.skills).toEqual([b.id, a.id]);
    await update(records.ctx, 'person', eve.id, { skills: [a.id] });
    const found = JSON.parse(await get(records.ctx, 'person', eve.id, { select: 'name,skills(name)' }));
    expect(found).toEqual({ name: 'Eve', skills: [{ name: 'A' }] });
    const masters = JSON.parse(await get(records.ctx, 'skill', a.id, { select: 'masters(name)' }));
    expect(masters).toEqual({ masters: [{ name: 'Eve' }] });
    const byList = await listed('person', { where: `skills.exists(s, s.name == 'A')`, select: 'name' });
    expect(byList.data).toEqual([{ name: 'Eve' }]);
  });

  test('a polymorphic relation takes a bare id or a reference, and refuses what does not exist', async () => {
    const acme = await made('company', { name: 'Poly' });
    const bare = await made('memo', { text: 'bare', about: acme.id });
    expect(bare.about).toEqual({ entity: 'company', id: acme.id });
    const full = await made('memo', { text: 'full', about: { entity: 'company', id: acme.id } });
    expect(full.about).toEqual(bare.about);
    const error = await failure(create(records.ctx, 'memo', { text: 'x', about: nowhere }));
    expect(error).toMatchObject({ code: 'KILN_INVALID', errors: [{ pointer: '/about' }] });
    const memos = await listed('memo', { where: `about == '${acme.id}'`, sort: 'text', select: 'text,about(name)' });
    expect(memos.data).toEqual([
      { text: 'bare', about: { entity: 'company', id: acme.id, record: { name: 'Poly' } } },
      { text: 'full', about: { entity: 'company', id: acme.id, record: { name: 'Poly' } } },
    ]);
    const inverse = JSON.parse(await get(records.ctx, 'company', acme.id, { select: 'memos(text)' }));
    expect(inverse.memos).toHaveLength(2);
  });

  test('line items live and die with their parent', async () => {
    const acme = await made('company', { name: 'Lines' });
    const lines = [
      { text: 'one', quantity: 2, price: 1.5 },
      { text: 'two', quantity: 1, price: 10 },
    ];
    const first = await made('invoice', { company: acme.id, lines });
    expect(first).toMatchObject({ total: 13 });
    const select = 'lines(id,text,amount),total';
    const read = JSON.parse(await get(records.ctx, 'invoice', first.id, { select }));
    expect(read.lines.map((line: JsonObject) => [line.text, line.amount])).toEqual([
      ['one', 3],
      ['two', 10],
    ]);
    await update(records.ctx, 'invoice', first.id, {
      lines: [
        { id: read.lines[1].id, quantity: 3 },
        { text: 'new', quantity: 1, price: 1 },
      ],
    });
    const after = JSON.parse(await get(records.ctx, 'invoice', first.id, { select }));
    expect(after.lines.map((line: JsonObject) => line.text)).toEqual(['two', 'new']);
    expect(after.total).toBe(31);
    const wrong = await failure(
      update(records.ctx, 'invoice', first.id, { lines: [{ text: 'bad', quantity: 0, price: 1 }] }),
    );
    expect(wrong.errors.map(({ pointer }) => pointer)).toEqual(['/lines/0/quantity']);
    await remove(records.ctx, 'invoice', first.id);
    expect((await listed('invoiceLine', { where: `invoice == '${first.id}'` })).data).toEqual([]);
    await restore(records.ctx, 'invoice', first.id);
    expect(JSON.parse(await get(records.ctx, 'invoice', first.id)).total).toBe(31);
  });
});

describe('autoNumber', () => {
  test('50 writers at once leave no gap and no double, and failures give their numbers back', async () => {
    const acme = await made('company', { name: 'Numbers' });
    const before = await listed('invoice', { count: 'true', limit: '1' });
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        create(records.ctx, 'invoice', { company: i % 5 === 4 ? nowhere : acme.id }),
      ),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
    const { data } = await listed('invoice', { sort: 'number', limit: '1000', select: 'number' });
    const counts = data.map(({ number }) => Number(String(number).split('-')[2]));
    expect(counts).toEqual(Array.from({ length: (before.count ?? 0) + 40 }, (_, i) => i + 1));
    const three = JSON.parse(
      await create(
        records.ctx,
        'invoice',
        [1, 2, 3].map(() => ({ company: acme.id })),
      ),
    );
    expect(three.data.map(({ number }: JsonObject) => Number(String(number).slice(-4)) - counts.length)).toEqual([
      1, 2, 3,
    ]);
  });
});

describe('encrypted', () => {
  test('is masked in reads, sealed in the table, revealed on demand', async () => {
    const finn = await made('person', { name: 'Finn', secret: 'swordfish' });
    expect(finn.secret).toBe('••••••••');
    const [row] = await records.db.query({ text: 'select secret from data.person where id = $1', values: [finn.id] });
    expect(row?.[0]).not.toContain('swordfish');
    expect(JSON.parse(await reveal(records.ctx, 'person', finn.id, 'secret'))).toEqual({ value: 'swordfish' });
    expect((await failure(reveal(records.ctx, 'person', finn.id, 'name'))).code).toBe('KILN_BAD_REQUEST');
  });

  test('is found by equality only', async () => {
    await made('person', { name: 'Gil', secret: 'find me' });
    const found = await listed('person', { where: "secret == 'find me'", select: 'name' });
    expect(found.data).toEqual([{ name: 'Gil' }]);
    expect((await failure(list(records.ctx, 'person', { where: "secret.startsWith('find')" }))).code).toBe(
      'KILN_BAD_EXPRESSION',
    );
  });
});

describe('recycle bin', () => {
  test('delete, restore, purge', async () => {
    const gone = await made('person', { name: 'Gone', email: 'gone@example.com' });
    await remove(records.ctx, 'person', gone.id);
    expect((await failure(get(records.ctx, 'person', gone.id))).code).toBe('KILN_NOT_FOUND');
    expect((await listed('person', { deleted: 'true', where: "name == 'Gone'" })).data).toHaveLength(1);
    const taker = await made('person', { name: 'Taker', email: 'gone@example.com' });
    expect((await failure(restore(records.ctx, 'person', gone.id))).code).toBe('KILN_NOT_UNIQUE');
    await remove(records.ctx, 'person', taker.id, { purge: true });
    expect(JSON.parse(await restore(records.ctx, 'person', gone.id))).toMatchObject({ name: 'Gone', deletedAt: null });
    await remove(records.ctx, 'person', gone.id, { purge: true });
    expect((await failure(restore(records.ctx, 'person', gone.id))).code).toBe('KILN_NOT_FOUND');
  });

  test('a restricting relation keeps its target', async () => {
    const acme = await made('company', { name: 'Kept' });
    const bill = await made('invoice', { company: acme.id });
    expect((await failure(remove(records.ctx, 'company', acme.id))).code).toBe('KILN_STILL_REFERENCED');
    expect((await failure(remove(records.ctx, 'company', acme.id, { purge: true }))).code).toBe(
      'KILN_STILL_REFERENCED',
    );
    await remove(records.ctx, 'invoice', bill.id);
    await remove(records.ctx, 'company', acme.id);
  });

  test('a purge empties what pointed at the record', async () => {
    const acme = await made('company', { name: 'Purged' });
    const memo = await made('memo', { text: 'm', about: acme.id });
    const worker = await made('person', { name: 'Worker', company: acme.id });
    await remove(records.ctx, 'company', acme.id, { purge: true });
    expect(JSON.parse(await get(records.ctx, 'memo', memo.id)).about).toBeNull();
    expect(JSON.parse(await get(records.ctx, 'person', worker.id)).company).toBeNull();
  });
});

describe('batch', () => {
  test('is one transaction, and its changes are told after it', async () => {
    const id = '0190aaaa-0000-7000-8000-000000000001';
    const before = records.changes.length;
    const operations = [
      { op: 'create', entity: 'company', values: { id, name: 'Batch' } },
      { op: 'create', entity: 'person', values: { name: 'Member', company: id } },
      { op: 'update', entity: 'company', id, values: { industry: 'retail' } },
    ];
    const { data } = JSON.parse(await batch(records.ctx, { operations }));
    expect(data.map(({ version }: JsonObject) => version)).toEqual([1, 1, 2]);
    expect(records.changes.slice(before).map(({ action }) => action)).toEqual(['created', 'created', 'updated']);
    const failing = [
      { op: 'delete', entity: 'company', id },
      { op: 'create', entity: 'person', values: {} },
    ];
    const error = await failure(batch(records.ctx, { operations: failing }));
    expect(error.errors).toMatchObject([{ pointer: '/operations/1/values/name', code: 'required' }]);
    expect(JSON.parse(await get(records.ctx, 'company', id)).deletedAt).toBeNull();
    expect(records.changes).toHaveLength(before + 3);
  });
});

describe('aggregate', () => {
  test('groups, measures, buckets', async () => {
    const acme = await made('company', { name: 'Sums', industry: 'finance' });
    for (const [income, born] of [
      [10, '2000-01-15'],
      [20.5, '2000-01-31'],
      [30, '2000-02-01'],
    ] as const) {
      await made('person', { name: `Sum ${income}`, income, born, company: acme.id });
    }
    const params = {
      where: `company == '${acme.id}'`,
      group: 'company.industry,month(born)',
      measure: 'count(),sum(income),avg(income)',
    };
    expect(JSON.parse(await aggregate(records.ctx, 'person', params)).data).toEqual([
      {
        'company.industry': 'finance',
        'month(born)': '2000-01',
        'count()': 2,
        'sum(income)': 30.5,
        'avg(income)': 15.25,
      },
      { 'company.industry': 'finance', 'month(born)': '2000-02', 'count()': 1, 'sum(income)': 30, 'avg(income)': 30 },
    ]);
    for (const bad of [
      { group: 'nope' },
      { measure: 'sum(name)' },
      { group: 'month(name)' },
      { sort: 'x' },
      { timeZone: "UTC'" },
    ]) {
      expect((await failure(aggregate(records.ctx, 'person', bad))).code).toBe('KILN_BAD_QUERY');
    }
  });
});
