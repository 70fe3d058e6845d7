import { describe, expect, test } from 'vitest';
import type { Definition } from '../definitions/types.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import { definition } from '../model/fixtures.ts';
import { dealDefinitions } from '../model/kinds/workflow/fixtures.ts';
import { workflowTranslations } from '../model/workflowTranslations.ts';
import { buildModel } from './buildModel.ts';
import { editLayers } from './editLayers.ts';
import { fixDependants } from './fixDependants.ts';

/** Texts of a workflow with values of a record in them, in the workflow and in its translations. */

const tell = (id: string, title: string, text: string) => ({
  id,
  do: 'notify',
  with: { to: { role: 'salesManager' }, title, text },
});
const workflow = definition({
  ...{ $schema: 'kiln:workflow', $id: 'news', title: 'News', trigger: { on: 'record.created', entity: 'opportunity' } },
  steps: [
    tell('won', 'New: ${record.name}', '${record.name} brings ${record.amount} from ${record.stage}'),
    tell('plain', 'Of amount', 'It is ${record.amount}'),
  ],
});
const locale = definition({
  ...{ $schema: 'kiln:locale', $id: 'zh-CN' },
  workflows: {
    news: {
      News: '新闻',
      'New: ${record.name}': '新商机：${record.name}',
      '${record.name} brings ${record.amount} from ${record.stage}':
        '${record.stage}的${record.name}：${record.amount}',
      'Of amount': '金额 amount',
    },
  },
});

function change(packageName: string, edit: (document: JsonObject) => JsonObject) {
  const base = [...dealDefinitions(), workflow, locale].map((each): Definition => ({ ...each, package: packageName }));
  const { document = {} } = base.find(({ kind, name }) => kind === 'entity' && name === 'opportunity') ?? {};
  const { layers, problems } = editLayers(base, [{ kind: 'entity', name: 'opportunity', document: edit(document) }]);
  expect(problems).toEqual([]);
  const { model } = fixDependants(buildModel(base).model, layers, 'all').built;
  const of = (kind: string) =>
    model.definitions.find((each) => each.kind === kind && /news|zh/.test(each.name))?.document;
  const { news } = Object(of('locale')?.workflows);
  return { model, steps: of('workflow')?.steps, news };
}

/** The entity with another name for its field `amount`; undefined: without it. */
function amountAs(name: string | undefined): (document: JsonObject) => JsonObject {
  return ({ properties, ...rest }) => {
    if (!isObject(properties)) throw new TypeError('An entity without fields');
    const { amount, ...others } = properties;
    const field = isObject(amount) ? amount : {};
    return { ...rest, properties: { ...others, ...(name ? { [name]: { 'x-id': 'amount', ...field } } : {}) } };
  };
}

describe.each(['local', 'crm'])('of package %s', (packageName) => {
  test('a field that is renamed is so in the text, its key and its translation, which still counts', () => {
    const { model, steps, news } = change(packageName, amountAs('worth'));
    const text = '${record.name} brings ${record.worth} from ${record.stage}';
    expect(steps).toMatchObject([{ with: { text } }, { with: { text: 'It is ${record.worth}' } }]);
    expect(news).toEqual({
      News: '新闻',
      'New: ${record.name}': '新商机：${record.name}',
      [text]: '${record.stage}的${record.name}：${record.worth}',
      'Of amount': '金额 amount',
    });
    expect(workflowTranslations(model, 'news', text).get('zh-CN')).toBe(
      '${record.stage}的${record.name}：${record.worth}',
    );
  });

  test('a value that is gone goes in both, and the rest is still said', () => {
    const { model, news } = change(packageName, amountAs(undefined));
    const text = '${record.name} brings  from ${record.stage}';
    expect(news).toMatchObject({ [text]: '${record.stage}的${record.name}：' });
    expect(workflowTranslations(model, 'news', text).get('zh-CN')).toBe('${record.stage}的${record.name}：');
  });
});
