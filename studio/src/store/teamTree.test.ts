import { expect, test } from 'vitest';
import { teamRows, teamsBelow } from './teamTree.ts';

const team = (id: string, parent?: string) => ({ id, parent });
const teams = [team('a'), team('b', 'a'), team('c', 'b'), team('d'), team('e', 'a')];
const shown = (rows: ReturnType<typeof teamRows>) => rows.map(({ team, depth }) => `${'-'.repeat(depth)}${team.id}`);

test('each stands under its own, in the order given', () => {
  expect(shown(teamRows(teams))).toEqual(['a', '-b', '--c', '-e', 'd']);
  expect(teamRows(teams)[1]).toMatchObject({ hasTeams: true, position: 1, siblings: 2 });
});

test('what is folded hides what is below', () => {
  expect(shown(teamRows(teams, new Set(['b'])))).toEqual(['a', '-b', '-e', 'd']);
  expect(shown(teamRows(teams, new Set(['a', 'b'])))).toEqual(['a', 'd']);
});

test('one whose upper team is out of sight stands at the top', () => {
  expect(shown(teamRows([team('x', 'gone'), team('y', 'x')]))).toEqual(['x', '-y']);
});

test('a circle is shown, so that it can be mended', () => {
  expect(shown(teamRows([team('a', 'b'), team('b', 'a'), team('c')]))).toEqual(['c', 'a', '-b']);
});

test('a team cannot be put below itself', () => {
  expect([...teamsBelow(teams, 'a')].sort()).toEqual(['a', 'b', 'c', 'e']);
  expect([...teamsBelow([team('a', 'b'), team('b', 'a')], 'a')].sort()).toEqual(['a', 'b']);
});
