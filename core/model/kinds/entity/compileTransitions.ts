import { compileRule } from '../../compileRule.ts';
import { moveRule } from '../../moveRule.ts';
import { ownScope } from '../../scope.ts';
import { titleOf } from '../../title.ts';
import type { Transitions } from '../../types.ts';
import type { EntityOutline, EntityOutlines, FieldOutline } from './outline.ts';

export function compileTransitions(
  { name: field, schema }: FieldOutline,
  { name: entity }: EntityOutline,
  outlines: EntityOutlines,
): Transitions {
  const { start, moves = [] } = schema['x-transitions'] ?? {};
  const options = schema['x-options'] ?? {};
  const titleIn = (value: string) => (Object.hasOwn(options, value) ? options[value]?.title : undefined);
  const titles = new Map((schema.enum ?? []).map((value) => [value, titleIn(value) ?? titleOf(value)]));
  return {
    ...(start ? { start } : {}),
    moves: moves.map((move) => ({
      ...(move.from ? { from: move.from } : {}),
      to: move.to,
      roles: move.roles ?? [],
      rule: compileRule(moveRule(field, move, titles), ownScope(outlines, entity)),
      ...(move.run === undefined ? {} : { run: move.run }),
    })),
    titles,
  };
}
