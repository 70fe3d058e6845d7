import { describe, expect, test } from 'vitest';
import { check } from '../expressions/check.ts';
import { toBrowserModel } from './browserModel.ts';
import { browserScope } from './browserScope.ts';
import { compile } from './compile.ts';
import { definition, entity, salesDefinitions } from './fixtures.ts';
import { missingTranslations } from './missingTranslations.ts';

const model = compile(salesDefinitions());
const english = toBrowserModel(model, 'en');
const chinese = toBrowserModel(model, 'zh-CN');

function entityOf(name: string, of = english) {
  const found = of.entities.find((entity) => entity.name === name);
  if (!found) throw new Error(`no entity ${name}`);
  return found;
}

function fieldOf(entity: string, name: string, of = english) {
  const found = entityOf(entity, of).fields.find((field) => field.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
}

describe('toBrowserModel', () => {
  test('is JSON', () => {
    expect(JSON.parse(JSON.stringify(english))).toEqual(english);
  });

  test('tells languages and groups', () => {
    expect(english).toMatchObject({ version: model.version, locale: 'en', locales: ['en', 'zh-CN'] });
    expect(chinese.locale).toBe('zh-CN');
    expect(toBrowserModel(model, 'zh').locale).toBe('zh-CN');
    expect(toBrowserModel(model, 'fr').locale).toBe('en');
    expect(toBrowserModel(model, '__proto__').locale).toBe('en');
    expect(english.groups).toEqual([{ name: 'Sales', title: 'Sales' }]);
    expect(chinese.groups).toEqual([{ name: 'Sales', title: '销售' }]);
  });

  test('describes fields', () => {
    expect(fieldOf('contact', 'name')).toEqual({
      name: 'name',
      title: 'Name',
      type: 'text',
      widget: 'text',
      required: true,
      computed: false,
      writable: true,
      masked: false,
      system: false,
      sortable: true,
      filterable: true,
      groupable: true,
      schema: { title: 'Name', type: 'string', maxLength: 50 },
      cel: { kind: 'string' },
    });
    expect(fieldOf('account', 'industry').options).toEqual([
      { value: 'retail', title: 'Retail', color: 'blue' },
      { value: 'finance', title: 'Finance' },
    ]);
    expect(fieldOf('quoteLine', 'price')).toMatchObject({ currency: 'EUR', scale: 2, schema: { type: 'number' } });
    expect(fieldOf('quoteLine', 'price').schema).not.toHaveProperty('x-digits');
    expect(fieldOf('quoteLine', 'amount')).toMatchObject({ computed: true, formula: 'double(quantity) * price' });
    expect(fieldOf('quoteLine', 'amount')).toMatchObject({ result: 'money', scale: 2 });
    expect(fieldOf('account', 'contactCount').result).toBe('integer');
    expect(fieldOf('account', 'contactCount').rollup).toEqual({
      entity: 'contact',
      field: 'account',
      measure: 'count',
    });
    expect(fieldOf('contact', 'account').relation).toEqual({ kind: 'one', targets: ['account'], inverse: 'contacts' });
    expect(fieldOf('quote', 'items').children).toEqual({ entity: 'quoteLine', field: 'quote' });
    expect(fieldOf('contact', 'stage').schema).toMatchObject({ default: 'lead', enum: ['lead', 'active'] });
  });

  test('keeps the titles of what is inside a json field', () => {
    const size = { type: 'object', title: 'Size', properties: { width: { type: 'integer', title: 'Width' } } };
    const [box] = toBrowserModel(compile([entity('box', { size })]), 'en').entities;
    const schema = box?.fields.find((field) => field.name === 'size')?.schema;
    expect(schema).toMatchObject({ title: 'Size', properties: { width: { title: 'Width' } } });
  });

  test('translates everything it can and falls back to English', () => {
    expect(entityOf('contact', chinese)).toMatchObject({ title: '联系人', pluralTitle: '联系人' });
    expect(fieldOf('contact', 'name', chinese)).toMatchObject({ title: '姓名', schema: { title: '姓名' } });
    expect(fieldOf('contact', 'stage', chinese).options?.map((option) => option.title)).toEqual(['线索', 'Active']);
    expect(fieldOf('quote', 'createdAt', chinese).title).toBe('创建时间');
    expect(entityOf('contact', chinese).rules[0]?.message).toBe('活跃联系人需要邮箱。');
    expect(entityOf('account', chinese).inverses).toContainEqual({
      name: 'contacts',
      entity: 'contact',
      field: 'account',
      many: false,
      title: 'Contacts',
    });
    expect(chinese.forms.find((form) => form.name === 'contact')?.tabs[0]?.title).toBe('基本信息');
    expect(chinese.views.find((view) => view.name === 'activeContacts')).toMatchObject({
      title: '活跃联系人',
      columns: [
        { field: 'name', title: '姓名' },
        { field: 'account.industry', title: 'Account · Industry', width: 120 },
      ],
    });
  });

  test('what a button asks for a workflow is said as the workflow says it', () => {
    const workflow = definition({
      ...{ $schema: 'kiln:workflow', $id: 'rate', title: 'Rate', trigger: { on: 'manual', entity: 'box' } },
      input: { type: 'object', properties: { score: { type: 'integer', title: 'Score' } } },
      steps: [],
    });
    const call = { workflow: 'rate' };
    const action = definition({ $schema: 'kiln:action', $id: 'rateIt', title: 'Rate it', entity: 'box', call });
    const texts = {
      actions: { rateIt: { 'Rate it': '去评分' } },
      workflows: { rate: { Rate: '评分', Score: '分数' } },
    };
    const locale = definition({ $schema: 'kiln:locale', $id: 'zh-CN', ...texts });
    const box = entity('box', { name: { type: 'string' } });
    const boxes = compile([box, workflow, action, locale]);
    const [button] = toBrowserModel(boxes, 'zh-CN').actions;
    expect(button).toMatchObject({ title: '去评分', input: { fields: [{ name: 'score', title: '分数' }] } });
    const missing = missingTranslations(boxes, 'zh-CN');
    expect(missing.filter((place) => /^(actions|workflows)/.test(place))).toEqual([]);
  });

  test('makes a form and a list for entities without one', () => {
    const form = english.forms.find((candidate) => candidate.entity === 'quote');
    expect(form).toMatchObject({ name: 'quote.generated', default: true, generated: true });
    const fields = form?.tabs.flatMap((tab) =>
      tab.sections.flatMap((section) => section.fields.map((field) => field.field)),
    );
    expect(fields?.sort()).toEqual(['account', 'items', 'number', 'stage', 'total']);
    const view = english.views.find((candidate) => candidate.entity === 'quoteLine');
    expect(view?.columns.map((column) => column.field)).toEqual(['product', 'quantity', 'price', 'amount', 'quote']);
    for (const { name } of english.entities) {
      expect(english.forms.filter((candidate) => candidate.entity === name && candidate.default)).toHaveLength(1);
      expect(english.views.filter((candidate) => candidate.entity === name && candidate.default)).toHaveLength(1);
    }
  });
});

describe('browserScope', () => {
  const ok = (source: string, reach: 'record' | 'everything'): boolean =>
    check(source, browserScope(english, 'contact', reach), 'bool').ok;

  test.each<[string, boolean, boolean]>([
    ["stage == 'lead' && actor.id != ''", true, true],
    ["account == 'x' && about.entity == 'quote'", true, true],
    ["account.industry == 'retail'", false, true],
    ["account.contacts.exists(each, each.name == 'Ann')", false, true],
    ['friends.size() > 0', false, true],
    ["nothing == ''", false, false],
  ])('%s', (source, record, everything) => {
    expect([ok(source, 'record'), ok(source, 'everything')]).toEqual([record, everything]);
  });
});
