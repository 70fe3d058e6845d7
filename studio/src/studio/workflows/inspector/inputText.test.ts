import { expect, test } from 'vitest';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import { stepTypes } from '../../../../../core/model/kinds/workflow/steps/stepTypes.ts';
import chinese from '../../../app/locales/steps/zh-CN.json' with { type: 'json' };
import { stepKinds } from '../../../workspace/flow/stepLook.ts';

function textsOf(schema: InputSchema): string[] {
  const { title, description, properties, items, anyOf, additionalProperties } = schema;
  const inner = [...Object.values(properties ?? {}), ...(items ? [items] : []), ...(anyOf ?? [])];
  const more = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  return [
    ...[title, description].flatMap((text) => text ?? []),
    ...Object.values(schema['x-titles'] ?? {}),
    ...[...inner, ...more].flatMap(textsOf),
  ];
}

test('every text of the catalogue of steps is there in Chinese, and none is left over', () => {
  const english = [...stepTypes.values()].flatMap(({ description, input }) => [description, ...textsOf(input)]);
  expect([...new Set(english)].sort()).toEqual(Object.keys(chinese).sort());
  expect(Object.values(chinese).filter((text) => text.trim() === '')).toEqual([]);
});

test('every step of the catalogue can be picked', () => {
  expect([...stepTypes.keys()].filter((name) => !stepKinds.some((kind) => kind === name))).toEqual([]);
});
