import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import type { Definition } from '../../../definitions/types.ts';
import { type Said, said } from '../../../errors/said.ts';
import { adminRole } from '../../adminRole.ts';
import { celProblems } from '../../celProblems.ts';
import { type Report, reporter } from '../../report.ts';
import { rights } from '../../rights.ts';
import { entityScope } from '../../scope.ts';
import type { FieldRight } from '../../types.ts';
import { findParents } from '../entity/findParents.ts';
import { type EntityOutline, type EntityOutlines, type FieldOutline, outlineEntities } from '../entity/outline.ts';
import { everyEntity, type RoleEntityDocument, roleDocument } from './document.ts';
import { grantSource } from './grantSource.ts';

/** What is wrong with the roles beyond the metaschema. */
export function checkRoles(set: DefinitionSet): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  const outlines = outlineEntities(set);
  const parents = findParents(outlines);
  const names = [everyEntity, ...alwaysThere, ...set.names('entity')];
  for (const definition of set.of('role')) {
    const report = reporter(definition, problems);
    if (definition.name === adminRole) checkAdmin(definition, report);
    const { entities } = roleDocument(definition);
    for (const [name, entry] of Object.entries(entities)) {
      const at = (path: readonly (string | number)[], words: Said) => report(['entities', name, ...path], words);
      checkNeedsRead(entry, at);
      const outline = outlines.get(name);
      if (!names.includes(name)) {
        if (entry['x-gone']) continue;
        at([], said`There is no entity "${name}".${didYouMean(name, names)}`);
      } else if (name === everyEntity) {
        for (const field of Object.keys(entry.fields ?? {}))
          at(['fields', field], said`Fields are named under their entity, not under "*".`);
        const others = [...outlines.values()].filter(
          (each) => !Object.hasOwn(entities, each.name) && !parents.has(each.name),
        );
        checkGrants(entry, others, outlines, at);
      } else if (outline) {
        checkGrants(entry, [outline], outlines, at);
        checkFields(entry, outline, at);
      }
    }
  }
  return problems;
}

/** Entities of Kiln itself. */
const alwaysThere = ['user', 'team'];

/** Whoever could change it could lock everybody out, or let anybody in. */
function checkAdmin(definition: Definition, report: Report): void {
  const foreign = [definition, ...(definition.patches ?? [])].some((layer) => layer.package !== 'kiln');
  if (foreign)
    report(['$id'], said`The role "${adminRole}" belongs to Kiln: it may do everything and cannot be changed.`);
}

function checkNeedsRead(entry: RoleEntityDocument, report: Report): void {
  if (grantSource(entry.read, true) !== false) return;
  for (const right of rights) {
    if (right === 'read' || grantSource(entry[right], true) === false) continue;
    report([right], said`"${right}" needs "read": what nobody sees, nobody can ${right}.`);
  }
}

/**
 * A condition under "*" has to make sense over every entity that it stands for; the first that it does not fit is told.
 */
function checkGrants(
  entry: RoleEntityDocument,
  targets: readonly EntityOutline[],
  outlines: EntityOutlines,
  report: Report,
): void {
  for (const right of rights) {
    for (const { name, document } of targets) {
      const source = grantSource(entry[right], document['x-owned'] ?? false);
      if (typeof source !== 'string') continue;
      const { problems } = celProblems(source, entityScope(outlines, name), { expects: 'bool', sql: true });
      for (const problem of problems) report([right], targets.length > 1 ? said`Over "${name}": ${problem}` : problem);
      if (problems.length > 0) break;
    }
  }
}

/** Without them no record could be told from another, nor a change from a later one. */
const alwaysRead: ReadonlySet<string> = new Set(['id', 'version']);

function checkFields(entry: RoleEntityDocument, entity: EntityOutline, report: Report): void {
  for (const [name, right] of Object.entries(entry.fields ?? {})) {
    const field = entity.fields.get(name);
    if (field) checkField(right, field, (path, words) => report(['fields', name, ...path], words));
    else if (!entity.broken.has(name) && !right['x-gone']) {
      report(['fields', name], said`"${entity.name}" has no field "${name}".${didYouMean(name, entity.fields.keys())}`);
    }
  }
}

function checkField(right: FieldRight, field: FieldOutline, report: Report): void {
  if (alwaysRead.has(field.name)) report([], said`"${field.name}" is always read and never written.`);
  if (right.mask === undefined) return;
  if (right.read === false) report(['mask'], said`What is not read has no mask.`);
  if (!isText(field)) report(['mask'], said`Only texts can be masked; use "read": false for "${field.name}".`);
  else if (field.type.name === 'encrypted' && right.mask !== 'all')
    report(['mask'], said`An encrypted text is shown as a whole or not at all: its mask is "all".`);
}

/** A single text with a column of its own. */
function isText({ type, schema, relation }: FieldOutline): boolean {
  if (relation || schema['x-formula'] !== undefined || schema['x-rollup']) return false;
  const [first] = type.columns(schema, 'column');
  return type.celType(schema).kind === 'string' && first?.type === 'text' && schema.enum === undefined;
}
