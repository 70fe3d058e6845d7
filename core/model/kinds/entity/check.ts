import { isPrototypeKey } from '../../../definitions/forbiddenKeys.ts';
import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { snakeCase } from '../../../lib/snakeCase.ts';
import { type Report, reporter } from '../../report.ts';
import { checkColumns } from './checkColumns.ts';
import { checkCycles } from './checkCycles.ts';
import { checkExpressions } from './checkExpressions.ts';
import { checkField } from './checkField.ts';
import { checkInverses } from './checkInverses.ts';
import { checkKeywords } from './checkKeywords.ts';
import { checkLiteralDefaults } from './checkLiteralDefaults.ts';
import { checkMoves } from './checkMoves.ts';
import { checkParents } from './checkParents.ts';
import { longestIdentifier } from './identifiers.ts';
import { type EntityOutline, outlineEntities } from './outline.ts';

/**
 * Words that mean something else where entities are named, and first parts of the addresses of other pages and of the
 * API.
 */
const reservedNames: ReadonlySet<string> = new Set([
  ...['actor', 'record', 'reference'],
  ...['api', 'assets', 'healthz', 'live', 'metrics', 'readyz', 'settings', 'setup', 'studio', 'welcome'],
]);

/** What is wrong with the entities beyond the metaschema. */
export function checkEntities(set: DefinitionSet): SemanticProblem[] {
  const outlines = outlineEntities(set);
  const problems: SemanticProblem[] = [];
  for (const outline of outlines.values()) {
    const report = reporter(outline.definition, problems);
    checkName(outline, report);
    checkIds(outline, report);
    for (const field of Object.keys(outline.document.properties)) checkField(field, outline, outlines, report);
    checkColumns(outline, report);
    checkKeywords(outline, outlines, report);
    checkMoves(outline, set, report);
    checkExpressions(outline, outlines, report);
  }
  checkLiteralDefaults(outlines, problems);
  checkInverses(outlines, problems);
  checkParents(outlines, problems);
  checkCycles(outlines, problems);
  return problems;
}

function checkName({ name }: EntityOutline, report: Report): void {
  if (reservedNames.has(name) || isPrototypeKey(name))
    report(['$id'], said`"${name}" is reserved; choose another name.`);
  const table = snakeCase(name);
  if (table.length > longestIdentifier) {
    report(
      ['$id'],
      said`The table of "${name}" would be called "${table}", which is longer than ${longestIdentifier} characters.`,
    );
  }
}

function checkIds({ fields, document }: EntityOutline, report: Report): void {
  const owners = new Map<string, string>();
  for (const { name, system } of fields.values()) if (system) owners.set(name, name);
  for (const [name, schema] of Object.entries(document.properties)) {
    const id = schema['x-id'] ?? name;
    const owner = owners.get(id);
    if (owner !== undefined && owner !== name) {
      const path = ['properties', name, ...(schema['x-id'] === undefined ? [] : ['x-id'])];
      report(path, said`The id "${id}" belongs to the field "${owner}"; give this one another "x-id".`);
    } else owners.set(id, name);
  }
}
