import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../audit/listAudit.ts';
import type { Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { type TestRecords, testActor, testRecords } from '../testing/testRecords.ts';
import { batch } from './batch.ts';
import { create } from './create.ts';
import { get } from './get.ts';
import { remove } from './remove.ts';
import { restore } from './restore.ts';
import { reveal } from './reveal.ts';
import { update } from './update.ts';

const entity = (name: string, properties: JsonObject, rest: JsonObject = {}): JsonObject => ({
  $schema: 'kiln:entity',
  $id: name,
  title: name,
  type: 'object',
  properties: { name: { type: 'string', title: 'Name' }, ...properties },
  ...rest,
});
const role = (name: string, entities: JsonObject): JsonObject => ({
  $schema: 'kiln:role',
  $id: name,
  title: name,
  entities,
});

const documents: JsonObject[] = [
  entity(
    'deal',
    {
      stage: { type: 'string', title: 'Stage', enum: ['open', 'won'], default: 'open' },
      amount: { type: 'number', title: 'Amount', 'x-scale': 2 },
      margin: { type: 'number', title: 'Margin', default: 7 },
      pin: { type: 'string', 'x-type': 'encrypted', title: 'Pin' },
      client: { title: 'Client', 'x-relation': { to: 'client' } },
      about: { title: 'About', 'x-relation': { to: ['client', 'deal'] } },
      friends: { title: 'Friends', type: 'array', 'x-relation': { to: 'client', many: true } },
      lines: { title: 'Lines', 'x-children': { entity: 'line', field: 'deal' } },
    },
    {
      'x-owned': true,
      'x-rules': [{ when: "stage == 'won'", check: 'has(margin) && margin > 1.0', message: 'Needs a margin.' }],
    },
  ),
  entity('line', { deal: { title: 'Deal', 'x-relation': { to: 'deal', onDelete: 'cascade' } } }),
  entity('client', {}, { 'x-owned': true }),
  role('seller', {
    deal: {
      create: 'ownerId == actor.id && (!has(amount) || amount < 1000.0)',
      read: true,
      update: 'own',
      delete: "ownerId == actor.id && stage == 'open'",
      fields: { margin: { read: false }, pin: { mask: 'all' } },
    },
    client: { read: 'own', create: true, update: 'own' },
  }),
  role('giver', { deal: { read: 'own', create: true, update: 'own', transfer: 'own', delete: true } }),
  role('mover', { deal: { read: true, update: true, transfer: 'own' } }),
  role('keeper', { deal: { read: true, update: 'own', transfer: true } }),
  role('auditor', { deal: { read: true } }),
  role('closer', { deal: { read: true, update: true, fields: { amount: { write: false } } } }),
  role('blind', { deal: { create: true, read: 'own' }, client: { read: true } }),
];

const anna = '00000000-0000-7000-8000-00000000000a';
const ben = '00000000-0000-7000-8000-00000000000b';

let records: TestRecords;
let admin: Ctx;
const as = (id: string, ...roles: string[]): Ctx => admin.as({ ...testActor, id, roles: roles.sort(), facts: {} });
let seller: Ctx;
beforeAll(async () => {
  records = await testRecords(documents);
  admin = records.ctx;
  seller = as(anna, 'seller');
});
afterAll(() => records.close());

const made = async (ctx: Ctx, name: string, values: JsonObject) => JSON.parse(await create(ctx, name, values));
const read = async (id: string, name = 'deal') => JSON.parse(await get(admin, name, id));
const forbidden = { code: 'KILN_FORBIDDEN' };
const missing = { code: 'KILN_NOT_FOUND' };

describe('create', () => {
  test('belongs to the actor, gets all defaults, and shows what may be read', async () => {
    const deal = await made(seller, 'deal', { name: 'mine' });
    expect(deal).toMatchObject({ name: 'mine', ownerId: anna });
    expect(deal).not.toHaveProperty('margin');
    expect(await read(deal.id)).toMatchObject({ margin: 7, createdBy: anna });
  });

  test.each([
    ['for somebody else', { name: 'x', ownerId: ben }],
    ['for nobody', { name: 'x', ownerId: null, amount: 2000 }],
    ['beyond the condition', { name: 'x', amount: 1000 }],
    ['with a field that is masked', { name: 'x', pin: '1234' }],
  ])('not %s', async (_, values) => {
    const before = (await listAudit(admin, { limit: '1000' })).data.length;
    await expect(create(seller, 'deal', values)).rejects.toMatchObject(forbidden);
    await expect(create(seller, 'deal', [{ name: 'fine' }, values])).rejects.toMatchObject(forbidden);
    expect((await listAudit(admin, { limit: '1000' })).data).toHaveLength(before);
  });

  test('not with a field that is hidden: it is as unknown as one that does not exist', async () => {
    const said = (name: string) =>
      create(seller, 'deal', { name: 'x', [name]: 3 }).catch(({ code, message }) => [
        code,
        message.replaceAll(name, '?'),
      ]);
    expect(await said('margin')).toEqual(await said('margix'));
    expect((await said('margin'))[0]).toBe('KILN_INVALID');
  });

  test('not at all without the right; nothing is known of what one does not see', async () => {
    await expect(create(as(anna, 'auditor'), 'deal', { name: 5 })).rejects.toMatchObject(forbidden);
    await expect(create(as(anna, 'auditor'), 'client', {})).rejects.toMatchObject(missing);
    await expect(create(as(anna), 'deal', {})).rejects.toMatchObject(missing);
  });

  test('of what one may not read afterwards only the id is told', async () => {
    const text = await create(as(anna, 'blind'), 'deal', { name: 'away', ownerId: ben });
    const { id, ...rest } = JSON.parse(text);
    expect(rest).toEqual({});
    expect(await read(id)).toMatchObject({ name: 'away', ownerId: ben });
    const { data } = JSON.parse(await create(as(anna, 'blind'), 'deal', [{ name: 'a', ownerId: ben }, { name: 'b' }]));
    expect(data).toEqual([{ id: expect.any(String) }, expect.objectContaining({ name: 'b' })]);
  });
});

describe('update', () => {
  test('own records only; others are refused, unreadable ones are not there', async () => {
    const mine = await made(seller, 'deal', { name: 'mine' });
    expect(JSON.parse(await update(seller, 'deal', mine.id, { name: 'still mine' }))).toMatchObject({ version: 2 });
    const theirs = await made(as(ben, 'seller'), 'deal', { name: 'theirs' });
    await expect(update(seller, 'deal', theirs.id, { name: 'stolen' })).rejects.toMatchObject(forbidden);
    await expect(update(as(anna, 'giver'), 'deal', theirs.id, { name: 'stolen' })).rejects.toMatchObject(missing);
    await expect(update(as(anna, 'giver'), 'deal', theirs.id, { name: 'x' }, { ifMatch: 9 })).rejects.toMatchObject(
      missing,
    );
    expect(await read(theirs.id)).toMatchObject({ name: 'theirs', version: 1 });
  });

  test.each([
    [{ margin: 1 }, 'KILN_INVALID'],
    [{ pin: 'x' }, 'KILN_FORBIDDEN'],
    [{ name: 'x', margin: null }, 'KILN_INVALID'],
    [{ margin: 2, stage: 'won' }, 'KILN_INVALID'],
  ])('not of fields that one may not write: %o', async (values, code) => {
    const mine = await made(seller, 'deal', { name: 'mine' });
    await expect(update(seller, 'deal', mine.id, values)).rejects.toMatchObject({ code });
    expect(await read(mine.id)).toMatchObject({ version: 1, margin: 7 });
  });

  test('a role writes fields on its own records only', async () => {
    const both = as(anna, 'seller', 'closer');
    const mine = await made(seller, 'deal', { name: 'mine' });
    const theirs = await made(as(ben, 'seller'), 'deal', { name: 'theirs' });
    await update(both, 'deal', mine.id, { amount: 5 });
    await update(both, 'deal', theirs.id, { name: 'helped', margin: 8 });
    await expect(update(both, 'deal', theirs.id, { amount: 5 })).rejects.toMatchObject(forbidden);
    await expect(update(both, 'deal', theirs.id, { name: 'helped', amount: 5 })).rejects.toMatchObject(forbidden);
    expect(await read(theirs.id)).toMatchObject({ name: 'helped', margin: 8, amount: null });
  });

  test('nobody gives a record away, unless they may', async () => {
    const mine = await made(seller, 'deal', { name: 'mine' });
    await expect(update(seller, 'deal', mine.id, { ownerId: ben })).rejects.toMatchObject(forbidden);
    const gift = await made(as(anna, 'giver'), 'deal', { name: 'gift' });
    expect(JSON.parse(await update(as(anna, 'giver'), 'deal', gift.id, { ownerId: ben }))).toEqual({ id: gift.id });
    expect(await read(gift.id)).toMatchObject({ ownerId: ben });
    await expect(update(as(anna, 'giver'), 'deal', gift.id, { ownerId: anna })).rejects.toMatchObject(missing);
  });

  test('the right to change all, or to give all away, needs no look at the record after the change', async () => {
    const deal = await made(as(anna, 'seller'), 'deal', { name: 'moves' });
    await update(as(ben, 'mover'), 'deal', deal.id, { ownerId: ben });
    await update(as(ben, 'keeper'), 'deal', deal.id, { ownerId: anna });
    expect(await read(deal.id)).toMatchObject({ ownerId: anna, version: 3 });
  });

  test('rules see what the actor does not, after the right has been looked at', async () => {
    const mine = await made(seller, 'deal', { name: 'mine' });
    expect(JSON.parse(await update(seller, 'deal', mine.id, { stage: 'won' }))).toMatchObject({ stage: 'won' });
    await update(admin, 'deal', mine.id, { stage: 'open', margin: 1 });
    await expect(update(seller, 'deal', mine.id, { stage: 'won' })).rejects.toMatchObject({ code: 'KILN_INVALID' });
    await expect(update(as(ben, 'seller'), 'deal', mine.id, { stage: 'won' })).rejects.toMatchObject(forbidden);
  });
});

describe('what cannot be read cannot be pointed at', () => {
  test('a relation, a reference and links: refused like what does not exist; what is there stays', async () => {
    const own = await made(seller, 'client', { name: 'own' });
    const hidden = await made(admin, 'client', { name: 'hidden' });
    const nothing = '00000000-0000-7000-8000-000000000999';
    const deal = await made(seller, 'deal', { name: 'd', client: own.id, about: own.id, friends: [own.id] });
    for (const [field, wrap] of [
      ['client', (id: string) => id],
      ['about', (id: string) => id],
      ['about', (id: string) => ({ entity: 'client', id })],
      ['friends', (id: string) => [id]],
    ] as const) {
      const refusal = (id: string) => update(seller, 'deal', deal.id, { [field]: wrap(id) }).catch((error) => error);
      const [unreadable, absent] = [await refusal(hidden.id), await refusal(nothing)];
      expect(unreadable.code, field).toBe('KILN_INVALID');
      expect(unreadable.errors).toEqual(absent.errors);
      await expect(create(seller, 'deal', { name: 'n', [field]: wrap(hidden.id) })).rejects.toMatchObject({
        code: 'KILN_INVALID',
      });
      await expect(create(seller, 'deal', [{ name: 'n', [field]: wrap(hidden.id) }])).rejects.toMatchObject({
        code: 'KILN_INVALID',
      });
    }
    await update(admin, 'deal', deal.id, { client: hidden.id, about: hidden.id, friends: [hidden.id, own.id] });
    await update(seller, 'deal', deal.id, { name: 'renamed', friends: [] });
    expect(await read(deal.id)).toMatchObject({
      name: 'renamed',
      client: hidden.id,
      about: { id: hidden.id },
      friends: [hidden.id],
    });
  });
});

describe('delete, restore, purge', () => {
  test('need the right on the record', async () => {
    const mine = await made(seller, 'deal', { name: 'mine', lines: [{ name: 'l' }] });
    const theirs = await made(as(ben, 'seller'), 'deal', { name: 'theirs' });
    await expect(remove(seller, 'deal', theirs.id)).rejects.toMatchObject(forbidden);
    await expect(remove(as(anna, 'giver'), 'deal', theirs.id)).rejects.toMatchObject(missing);
    await expect(remove(as(anna, 'auditor'), 'deal', mine.id)).rejects.toMatchObject(forbidden);
    await remove(seller, 'deal', mine.id);
    await expect(restore(as(ben, 'seller'), 'deal', mine.id)).rejects.toMatchObject(forbidden);
    expect(JSON.parse(await restore(seller, 'deal', mine.id))).toMatchObject({ name: 'mine' });
    await expect(remove(seller, 'deal', mine.id, { purge: true })).rejects.toMatchObject(forbidden);
    await update(admin, 'deal', mine.id, { stage: 'won' });
    await expect(remove(seller, 'deal', mine.id)).rejects.toMatchObject(forbidden);
    await remove(as(anna, 'giver'), 'deal', mine.id, { purge: true });
    await expect(read(mine.id)).rejects.toMatchObject(missing);
  });
});

describe('line items follow their parent', () => {
  test('written with it, and one by one', async () => {
    const mine = await made(seller, 'deal', { name: 'mine', lines: [{ name: 'a' }, { name: 'b' }] });
    const { lines } = JSON.parse(await get(seller, 'deal', mine.id, { select: 'lines(id,name)' }));
    await update(seller, 'deal', mine.id, { lines: [{ ...lines[0], name: 'c' }, { name: 'd' }] });
    await made(seller, 'line', { name: 'e', deal: mine.id });
    const stranger = as(ben, 'seller');
    await expect(update(stranger, 'deal', mine.id, { lines: [] })).rejects.toMatchObject(forbidden);
    await expect(create(stranger, 'line', { name: 'x', deal: mine.id })).rejects.toMatchObject(forbidden);
    await expect(update(stranger, 'line', lines[0].id, { name: 'x' })).rejects.toMatchObject(forbidden);
    await expect(remove(stranger, 'line', lines[0].id)).rejects.toMatchObject(forbidden);
    const theirs = await made(stranger, 'deal', { name: 'theirs' });
    await expect(update(seller, 'line', lines[0].id, { deal: theirs.id })).rejects.toMatchObject(forbidden);
    const after = JSON.parse(await get(admin, 'deal', mine.id, { select: 'lines(name)' }));
    expect(after.lines.map(({ name }: { name: string }) => name)).toEqual(['c', 'd', 'e']);
  });

  test('a role that creates but does not change brings its lines along', async () => {
    const creator = as(anna, 'blind');
    const deal = await made(creator, 'deal', { name: 'with', lines: [{ name: 'l' }] });
    expect(JSON.parse(await get(admin, 'deal', deal.id, { select: 'lines(name)' })).lines).toEqual([{ name: 'l' }]);
    await expect(create(creator, 'line', { name: 'later', deal: deal.id })).rejects.toMatchObject(forbidden);
  });
});

test('a batch is refused as a whole', async () => {
  const mine = await made(seller, 'deal', { name: 'mine' });
  const theirs = await made(as(ben, 'seller'), 'deal', { name: 'theirs' });
  const operations = [
    { op: 'update', entity: 'deal', id: mine.id, values: { name: 'changed' } },
    { op: 'update', entity: 'deal', id: theirs.id, values: { name: 'changed' } },
  ];
  await expect(batch(seller, { operations })).rejects.toMatchObject({
    code: 'KILN_FORBIDDEN',
    errors: [{ pointer: '/operations/1' }],
  });
  expect(await read(mine.id)).toMatchObject({ name: 'mine' });
});

test('reveal needs the field in clear, and is noted', async () => {
  const deal = await made(admin, 'deal', { name: 'sealed', pin: '4711', ownerId: anna });
  await expect(reveal(seller, 'deal', deal.id, 'pin')).rejects.toMatchObject(forbidden);
  records.noted.length = 0;
  expect(JSON.parse(await reveal(as(anna, 'giver'), 'deal', deal.id, 'pin'))).toEqual({ value: '4711' });
  expect(records.noted).toMatchObject([
    { action: 'revealed', record: deal.id, actor: { id: anna }, details: { fields: ['pin'] } },
  ]);
});
