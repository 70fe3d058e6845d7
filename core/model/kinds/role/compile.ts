import type { DefinitionSet } from '../../../definitions/kind.ts';
import { definitionId } from '../../../definitions/kind.ts';
import type { CheckedExpression } from '../../../expressions/check.ts';
import { checkedExpression } from '../../checkedExpression.ts';
import { rights } from '../../rights.ts';
import { entityScope } from '../../scope.ts';
import type { Right, Role, RoleEntity } from '../../types.ts';
import { findParents, type Parents } from '../entity/findParents.ts';
import { type EntityOutline, type EntityOutlines, outlineEntities } from '../entity/outline.ts';
import { everyEntity, type RoleDocument, type RoleEntityDocument, roleDocument } from './document.ts';
import { grantSource } from './grantSource.ts';

/** All roles of checked definitions, by name. */
export function compileRoles(set: DefinitionSet): ReadonlyMap<string, Role> {
  const outlines = outlineEntities(set);
  const parents = findParents(outlines);
  return new Map(
    set.of('role').map((definition) => {
      const document = roleDocument(definition);
      const { $id: name, title, description, system = [] } = document;
      const role: Role = {
        id: definitionId(definition),
        name,
        title,
        ...(description === undefined ? {} : { description }),
        entities: new Map(
          [...outlines.values()].map((each) => [each.name, compileEntry(document, each, outlines, parents)]),
        ),
        system,
      };
      return [name, role];
    }),
  );
}

function compileEntry(
  { entities }: RoleDocument,
  outline: EntityOutline,
  outlines: EntityOutlines,
  parents: Parents,
): RoleEntity {
  const { name } = outline;
  const own = Object.hasOwn(entities, name) ? entities[name] : undefined;
  const parent = parents.get(name);
  if (own === undefined && parent) return { grants: {}, fields: new Map(), through: parent };
  const entry = own ?? entities[everyEntity] ?? {};
  return {
    grants: Object.fromEntries(rights.flatMap((right) => compileGrant(entry, right, outline, outlines))),
    fields: new Map(Object.entries(entry.fields ?? {})),
  };
}

function compileGrant(
  entry: RoleEntityDocument,
  right: Right,
  { name, document }: EntityOutline,
  outlines: EntityOutlines,
): [Right, true | CheckedExpression][] {
  const source = grantSource(entry[right], document['x-owned'] ?? false);
  if (source === false) return [];
  return [[right, source === true ? true : checkedExpression(source, entityScope(outlines, name), 'bool')]];
}
