import { expect, test } from 'vitest';
import { parseDefinition } from '../../../../core/definitions/parseDefinition.ts';
import { fault, wordedFault } from '../../../../core/errors/fault.ts';
import { KilnError } from '../../../../core/errors/KilnError.ts';
import { inEnglish, said } from '../../../../core/errors/said.ts';
import { check } from '../../../../core/expressions/check.ts';
import { examine } from '../../../../core/model/examine.ts';
import { foreignSchemaProblem } from '../../../../core/model/foreignSchema.ts';
import { allSaidTexts } from '../../../../core/testing/saidTexts.ts';
import { bundleStep } from '../../../../core/workflows/steps/code/bundleStep.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import { createI18n } from '../createI18n.ts';
import sentences from './said/zh-CN.json' with { type: 'json' };

const chinese = await createI18n('zh-CN');
chinese.addResourceBundle('zh-CN', 'said', sentences);
const { t } = chinese;

test('the catalogue has a sentence for everything that is said of definitions, and none besides', () => {
  expect(Object.keys(sentences).sort()).toEqual(allSaidTexts());
});

test.each(Object.entries(sentences))('%s', (text, sentence) => {
  expect(sentence.trim()).not.toBe('');
  expect(holes(sentence)).toEqual(holes(text));
});

test('problems of definitions are said in Chinese, with what stands in them', () => {
  const { problems } = examine([
    {
      kind: 'workflow',
      name: 'thank',
      package: 'local',
      document: {
        $schema: 'kiln:workflow',
        $id: 'thank',
        title: 'Thank',
        trigger: { on: 'record.created', entity: 'dael' },
        steps: [
          { id: 'wait', if: 'trigger.wen > 1', then: [] },
          { id: 'wait', do: 'notfy', timeout: 'soon' },
        ],
      },
    },
    {
      kind: 'entity',
      name: 'deal',
      package: 'local',
      document: {
        $schema: 'kiln:entity',
        $id: 'deal',
        title: 'Deal',
        type: 'object',
        properties: {
          amount: { type: 'number', minimum: 5, default: 3 },
          twice: { type: 'number', 'x-formula': 'amuont * 2' },
        },
      },
    },
  ]);
  const told = problems.map((problem) => faultMessage(t, problem));
  expect(told).toContain('没有对象“dael”。您是否想写“deal”？');
  expect(told).toContain('有两个步骤都叫“wait”。');
  expect(told).toContain('须为时长，例如 PT1H30M 或 P14D。');
  expect(told).toContain('第 1 列：没有字段“amuont”。您是否想写“amount”？');
  expect(told).toContain('不能小于 5。');
  expect(told.filter((text) => !/[\u4e00-\u9fff]/.test(text))).toEqual([]);
});

test('what is wrong with an expression, too', () => {
  const result = check("1 + 'a' == [1, true]", () => undefined);
  const told = result.ok ? [] : result.problems.map((problem) => faultMessage(t, problem));
  expect(told).toEqual([
    '“+”不能用于整数和文本。请使用 string(…)，或将文本写成另一类型的值。',
    '列表中各项的类型须相同，但此处真假值与整数并存。',
  ]);
});

test('what a refusal says of it, too', () => {
  const words = said`Over "${'deal'}": ${fault('/x', 'minimum', { limit: 5 })}`;
  expect(faultMessage(t, wordedFault('/x', 'definition', words.message, said`${words}`.params))).toBe(
    '对于“deal”：不能小于 5。',
  );
});

test("code, schemas and JSON that cannot be read are told with their place, other's words behind it", async () => {
  const thrown = await bundleStep('const a = ;').catch((error: unknown) => error);
  const faults = thrown instanceof KilnError ? thrown.errors : [];
  expect(faults.map((each) => faultMessage(t, each))).toEqual([
    '第 1 行第 11 列：代码从这里开始无法解析：Unexpected ";"',
  ]);
  const schema = foreignSchemaProblem({ type: 'object', properties: { a: { pattern: '(?=b)' } } });
  expect(schema && faultMessage(t, schema)).toBe('此 Schema 无法使用："(?=b)"：正则表达式不能使用环视和反向引用。');
  const read = parseDefinition('{"a": [1, }', 'a.json', 'local');
  expect(read.ok ? [] : read.problems.map((each) => faultMessage(t, each))).toEqual([
    '第 1 行第 11 列：应为一个值，但此处是 "}"。',
  ]);
});

test('values are text, never keys or options, and what no catalogue knows stays English', async () => {
  expect(faultMessage(t, said`There are two steps "${'$t(action.save) {{x}} {0} $&'}".`)).toBe(
    '有两个步骤都叫“$t(action.save) {{x}} {0} $&”。',
  );
  expect(faultMessage(t, { ...inEnglish('New words.'), params: { text: 'New {0}.', values: ['words'] } })).toBe(
    'New words.',
  );
  expect(faultMessage(t, { ...inEnglish('Odd.'), params: { text: 'There is no entity "{0}".{1}', values: [] } })).toBe(
    '没有对象“”。',
  );
  const english = await createI18n('en');
  expect(faultMessage(english.t, said`There are two steps "${'a.b'}".`)).toBe('There are two steps "a.b".');
});

function holes(text: string): string[] {
  return (text.match(/\{\d{1,2}\}/g) ?? []).sort();
}
