import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet } from '../../../definitions/kind.ts';
import { type Said, said } from '../../../errors/said.ts';
import { isObject } from '../../../lib/json.ts';
import type { Report } from '../../report.ts';
import { canBeWritten } from './checkKeywords.ts';
import type { EntityOutline } from './outline.ts';

/** What the moves of an entity's states name: its fields, roles, workflows. */
export function checkMoves(outline: EntityOutline, set: DefinitionSet, report: Report): void {
  const roles = set.names('role');
  for (const { name, schema } of outline.fields.values()) {
    for (const [index, move] of (schema['x-transitions']?.moves ?? []).entries()) {
      const path = ['properties', name, 'x-transitions', 'moves', index];
      move.require?.forEach((field, place) => {
        const problem = requireProblem(field, outline);
        if (problem !== undefined) report([...path, 'require', place], problem);
      });
      move.roles?.forEach((role, place) => {
        if (roles.includes(role)) return;
        report([...path, 'roles', place], said`There is no role "${role}".${didYouMean(role, roles)}`);
      });
      const problem = move.run === undefined ? undefined : runProblem(move.run, outline.name, set);
      if (problem !== undefined) report([...path, 'run'], problem);
    }
  }
}

function requireProblem(name: string, { name: entity, fields, broken }: EntityOutline): Said | undefined {
  if (broken.has(name)) return undefined;
  const field = fields.get(name);
  return field ? canBeWritten(field) : said`"${entity}" has no field "${name}".${didYouMean(name, fields.keys())}`;
}

/** It is started with a record of the entity, and by nothing else. */
function runProblem(name: string, entity: string, set: DefinitionSet): Said | undefined {
  const workflows = set.names('workflow');
  if (!workflows.includes(name)) return said`There is no workflow "${name}".${didYouMean(name, workflows)}`;
  const workflow = set.of('workflow').find((definition) => definition.name === name);
  const trigger = isObject(workflow?.document.trigger) ? workflow.document.trigger : undefined;
  if (!trigger || (trigger.on === 'manual' && trigger.entity === entity)) return undefined;
  return said`"${name}" is not started with such a record: its trigger has to be "manual" with the entity "${entity}".`;
}
