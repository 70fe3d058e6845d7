import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkDefinitions } from '../definitions/checkDefinitions.ts';
import type { JsonObject } from '../lib/json.ts';
import { applyDefaults } from '../model/applyDefaults.ts';
import { kinds } from '../model/kinds.ts';
import { missingTranslations } from '../model/missingTranslations.ts';
import { checkRules } from '../model/rules.ts';
import type { Entity, Model } from '../model/types.ts';
import { createValidators, type Validators } from '../model/validators.ts';
import { buildModel } from '../workspace/buildModel.ts';
import { type LoadedDefinitions, loadDefinitions } from '../workspace/loadDefinitions.ts';
import { type DemoSet, generateDemo } from './generateDemo.ts';

const now = new Date('2026-03-20T04:00:00Z');
const user = '00000000-0000-7000-8000-000000000001';
const circumstances = { actor: { id: user, name: 'Admin', kind: 'user' }, now };

let loaded: LoadedDefinitions;
let model: Model;
let validators: Validators;
let sets: DemoSet[];

beforeAll(async () => {
  loaded = await loadDefinitions([join(import.meta.dirname, '../../schemas/crm')]);
  model = buildModel(loaded.definitions).model;
  validators = createValidators(model);
  sets = generateDemo({ now, seed: 7, users: [user] });
});

function entityOf(name: string): Entity {
  const entity = model.entities.get(name);
  if (!entity) throw new Error(`There is no entity ${name}.`);
  return entity;
}

/** Everything that the server would refuse in a new record. */
function faultsOf(name: string, values: JsonObject): unknown[] {
  const entity = entityOf(name);
  const faults = validators.of(entity).create(values);
  return [...faults, ...checkRules(entity, applyDefaults(entity, values, circumstances), circumstances)];
}

describe('the base CRM', () => {
  it('has no problems', () => {
    expect(loaded.problems).toEqual([]);
    expect(checkDefinitions(model.definitions, kinds)).toEqual([]);
  });

  it.each(['en', 'zh-CN'])('has every text in %s', (language) => {
    expect(missingTranslations(model, language)).toEqual([]);
  });

  it.each([
    ['account', { name: 'Acme' }],
    ['contact', { name: 'Ann' }],
    ['lead', { name: 'Lee' }],
    ['opportunity', { name: 'Deal' }],
    ['product', { name: 'Lamp' }],
    ['quote', { name: 'Offer', lines: [{ quantity: 2, unitPrice: 9.5 }] }],
    ['order', { lines: [{ quantity: 2, unitPrice: 9.5, discountAmount: 1 }] }],
    ['ticket', { subject: 'Help' }],
    ['article', { title: 'How to' }],
    ['activity', { subject: 'Call back' }],
    ['note', { title: 'Remember' }],
  ])('takes the shortest %s', (name, values) => {
    expect(faultsOf(name, values)).toEqual([]);
  });

  it.each([
    ['opportunity', { name: 'Deal', stage: 'lost' }, '/lostReason'],
    ['ticket', { subject: 'Help', status: 'closed' }, '/resolution'],
    ['quote', { name: 'Offer', issuedOn: '2026-03-02', validUntil: '2026-03-01' }, '/validUntil'],
    ['order', { orderedOn: '2026-03-02', deliverOn: '2026-03-01' }, '/deliverOn'],
    ['order', { status: 'refunded' }, '/cancelReason'],
    ['activity', { subject: 'Talk', startsAt: '2026-03-02T10:00:00Z', endsAt: '2026-03-02T09:00:00Z' }, '/endsAt'],
    ['lead', { name: 'Lee', status: 'unqualified' }, '/unqualifiedReason'],
    ['account', { name: 'Acme', lifecycle: 'lost' }, '/churnReason'],
    ['contact', { name: 'Ann', emailOptIn: true }, '/email'],
  ])('refuses a contradictory %s', (name, values, pointer) => {
    expect(faultsOf(name, values)).toEqual([expect.objectContaining({ pointer })]);
  });

  it('gives every entity a form, a default view and an icon', () => {
    for (const { name, icon, parent } of model.entities.values()) {
      expect([...model.forms.values()].some((form) => form.entity === name)).toBe(true);
      const views = [...model.views.values()].filter((view) => view.entity === name);
      expect(views.some((view) => parent !== undefined || view.default === true)).toBe(true);
      expect(icon).toBeDefined();
    }
  });
});

describe('generateDemo', () => {
  it('makes the promised amounts', () => {
    expect(Object.fromEntries(sets.map(({ entity, records }) => [entity, records.length]))).toEqual({
      product: 40,
      account: 200,
      contact: 1_000,
      opportunity: 300,
      lead: 150,
      quote: 120,
      order: 260,
      article: 30,
      ticket: 400,
      activity: 2_000,
      note: 300,
    });
  });

  it('is the same for the same seed and another for another', () => {
    expect(generateDemo({ now, seed: 7, users: [user] })).toEqual(sets);
    expect(generateDemo({ now, seed: 8, users: [user] })).not.toEqual(sets);
  });

  it.each([1, 2, 3])('satisfies types, rules and unique fields with seed %i', (seed) => {
    for (const { entity, records } of generateDemo({ now, seed })) {
      const faults = records.flatMap(({ createdAt: _, ...values }) => faultsOf(entity, values));
      expect({ entity, faults: faults.slice(0, 3) }).toEqual({ entity, faults: [] });
      for (const { fields } of entityOf(entity).unique) {
        const keys = records.filter((record) => fields.every((field) => record[field] !== undefined));
        expect(new Set(keys.map((record) => JSON.stringify(fields.map((field) => record[field])))).size).toBe(
          keys.length,
        );
      }
    }
  });

  it('refers to nothing that comes later, or was created later', () => {
    const created = new Map<string, number>();
    for (const { entity, records } of sets) {
      const relations = [...entityOf(entity).fields.values()].filter(({ relation }) => relation);
      for (const record of records) {
        const at = timeOf(record);
        for (const { name, relation } of relations) {
          for (const id of idsIn(record[name] ?? null)) {
            expect(created.has(id), `${entity}.${name}`).toBe(true);
            // A lead is older than what it turns into.
            if (entity !== 'lead' && relation?.kind === 'one') expect(created.get(id)).toBeLessThanOrEqual(at);
          }
        }
        created.set(String(record.id), at);
      }
    }
  });

  it('lies in the past and spreads over 18 months', () => {
    for (const { entity, records } of sets) {
      const times = records.map(timeOf);
      expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
      if (entity === 'product' || entity === 'article') continue;
      expect(new Set(records.map(({ createdAt }) => String(createdAt).slice(0, 7))).size).toBeGreaterThanOrEqual(17);
    }
  });

  it('tells stories that fit together', () => {
    const of = (name: string): readonly JsonObject[] => sets.find(({ entity }) => entity === name)?.records ?? [];
    const today = now.toISOString().slice(0, 10);
    const opportunities = new Map(of('opportunity').map((record) => [record.id, record]));
    for (const { stage, closeDate, lostReason } of opportunities.values()) {
      if (stage === 'won' || stage === 'lost') expect(String(closeDate) <= today).toBe(true);
      expect(lostReason !== undefined).toBe(stage === 'lost');
    }
    for (const { status, resolvedAt } of of('ticket')) {
      expect(resolvedAt !== undefined).toBe(status === 'resolved' || status === 'closed');
    }
    for (const { status, opportunity } of of('quote')) {
      if (status === 'accepted') expect(opportunities.get(opportunity ?? null)?.stage).toBe('won');
    }
    for (const { status, opportunity, paidOn, shippedOn } of of('order')) {
      if (opportunity !== undefined) expect(opportunities.get(opportunity)?.stage).toBe('won');
      if (status !== 'shipped') expect(paidOn !== undefined).toBe(/paid|completed|refunded/.test(String(status)));
      if (status === 'shipped' || status === 'completed') expect(String(shippedOn) <= today).toBe(true);
    }
    const open = [...opportunities.values()].filter(({ stage }) => stage !== 'won' && stage !== 'lost');
    expect(open.length).toBeGreaterThan(40);
    expect(of('account').filter(({ name }) => /\p{Script=Han}/u.test(String(name))).length).toBeGreaterThan(80);
  });
});

function timeOf(record: JsonObject): number {
  return Date.parse(String(record.createdAt));
}

function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'object' && value !== null && 'id' in value) return [String(value.id)];
  return value === null ? [] : [String(value)];
}
