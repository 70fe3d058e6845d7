import { said } from '../../../errors/said.ts';
import type { CelType, Scope } from '../../../expressions/types.ts';
import { type CelDemands, celProblems } from '../../celProblems.ts';
import { ownProblems } from '../../ownProblems.ts';
import type { Report } from '../../report.ts';
import { actorScope, entityScope, fieldType, recordScope, writtenType } from '../../scope.ts';
import type { EntityOutline, EntityOutlines } from './outline.ts';
import { parseRollup } from './parseRollup.ts';

const readersWhy = said`What is computed of a record is the same for everybody, so it cannot use actor.`;

/** Every expression of an entity: formulas, computed defaults, conditions of rollups, rules. */
export function checkExpressions(outline: EntityOutline, outlines: EntityOutlines, report: Report): void {
  const everything = entityScope(outlines, outline.name);
  const cel = (
    source: string | undefined,
    scope: Scope,
    path: readonly (string | number)[],
    demands: CelDemands,
  ): void => {
    if (source === undefined) return;
    for (const problem of celProblems(source, scope, demands).problems) report(path, problem);
  };
  for (const field of outline.fields.values()) {
    if (field.system) continue;
    const { name, schema } = field;
    const path = ['properties', name];
    cel(schema['x-formula'], recordScope(outlines, outline.name), [...path, 'x-formula'], {
      ...expected(fieldType(outlines, field)),
      sql: true,
      wider: { scope: everything, why: readersWhy },
    });
    cel(schema['x-default'], actorScope(outlines), [...path, 'x-default'], {
      ...expected(writtenType(outlines, field)),
      wider: {
        scope: everything,
        why: said`A default is computed before there is a record: it can use actor, now() and today().`,
      },
    });
    for (const [value, { when }] of Object.entries(schema['x-options'] ?? {})) {
      if (when === undefined) continue;
      const problems = ownProblems(when, outline.name, outlines, said`The condition of an option`);
      for (const problem of problems) report([...path, 'x-options', value, 'when'], problem);
      if (field.type.name !== 'select' && field.type.name !== 'multiSelect')
        report([...path, 'x-options', value, 'when'], said`Only what people choose has a condition.`);
    }
    for (const [index, { when }] of (schema['x-transitions']?.moves ?? []).entries()) {
      if (when === undefined) continue;
      const problems = ownProblems(when, outline.name, outlines, said`The condition of a move`);
      for (const problem of problems) report([...path, 'x-transitions', 'moves', index, 'when'], problem);
    }
    const rollup = schema['x-rollup'] && parseRollup(schema['x-rollup']);
    if (rollup) {
      cel(schema['x-rollup']?.where, recordScope(outlines, rollup.entity), [...path, 'x-rollup', 'where'], {
        expects: 'bool',
        sql: true,
        wider: { scope: entityScope(outlines, rollup.entity), why: readersWhy },
      });
    }
  }
  outline.document['x-rules']?.forEach((rule, index) => {
    for (const keyword of ['when', 'check'] as const) {
      const source = rule[keyword];
      if (source === undefined) continue;
      const problems = ownProblems(source, outline.name, outlines, said`A rule`);
      for (const problem of problems) report(['x-rules', index, keyword], problem);
    }
  });
}

function expected({ kind }: CelType): Pick<CelDemands, 'expects'> {
  return kind === 'dyn' ? {} : { expects: kind };
}
