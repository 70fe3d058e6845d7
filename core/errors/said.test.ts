import { expect, test } from 'vitest';
import { allSaidTexts, saidTexts } from '../testing/saidTexts.ts';
import { fault } from './fault.ts';
import { inEnglish, said, saidList, withTexts } from './said.ts';

test('a sentence reads in English and keeps what another language needs', () => {
  const sentence = said`There is no ${'entity'} "${'deal'}".${said` Known: ${2}.`}`;
  expect(sentence).toEqual({
    message: 'There is no entity "deal". Known: 2.',
    code: 'other',
    params: {
      text: 'There is no {0} "{1}".{2}',
      values: [
        'entity',
        'deal',
        { message: ' Known: 2.', code: 'other', params: { text: ' Known: {0}.', values: [2] } },
      ],
    },
  });
});

test('a fault may stand in a sentence, without its place', () => {
  const { params } = said`Column ${3}: ${fault('/x', 'minimum', { limit: 5 })}`;
  expect(params.values).toEqual([3, { code: 'minimum', params: { limit: 5 }, message: 'Must be 5 or more.' }]);
});

test('a list has the same words between each two', () => {
  const either = (names: string[]) => saidList(names, (all, next) => said`${all} or ${next}`).message;
  expect([either(['a', 'b', 'c']), either(['a']), either([])]).toEqual(['a or b or c', 'a', '']);
});

test('other texts may stand in for values, and the text stays what it is known by', () => {
  const changed = withTexts(said`Unknown _0 of ${said`a ${'_0'}`}.`, (text) => text.replaceAll('_0', 'stage'));
  expect(changed.message).toBe('Unknown stage of a stage.');
  expect(changed.params).toMatchObject({
    text: 'Unknown _0 of {0}.',
    values: [{ message: 'a stage', params: { text: 'a {0}', values: ['stage'] } }],
  });
  expect(withTexts(inEnglish('_0'), () => 'x')).toEqual(inEnglish('x'));
});

test('the texts are found in sources, whatever stands in them', () => {
  const source = 'said`a ${said`b ${{ c: "}" }}`} \\${d} ${`${1}`}`';
  expect(saidTexts(source)).toEqual(['a {0} ${d} {1}', 'b {0}']);
  expect(allSaidTexts()).toContain('There is no entity "{0}".{1}');
});
