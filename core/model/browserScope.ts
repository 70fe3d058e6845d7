import type { CelType, Scope } from '../expressions/types.ts';
import { isActorFact, userEntity } from './actorFields.ts';
import type { BrowserField, BrowserModel } from './browserModel.ts';
import { fromCelShape } from './celShape.ts';
import { actorTypeWith } from './scope.ts';

/**
 * The variables of an expression over an entity, from what the browser knows. `record`: what is in the record itself,
 * as rules and forms see it; `everything`: over relations and their other ends too, as filters see it.
 */
export function browserScope(
  model: Pick<BrowserModel, 'entities'>,
  entity: string,
  reach: 'record' | 'everything',
): Scope {
  const inside = reach === 'everything' ? recordMembers(model, entity) : ownMembers(model, entity);
  return Object.assign((name: string) => inside(name) ?? (name === 'actor' ? actorType(model) : undefined), {
    names: () => [...(inside.names?.() ?? []), 'actor'],
  });
}

function actorType({ entities }: Pick<BrowserModel, 'entities'>): CelType {
  const fields = entities.find(({ name }) => name === userEntity)?.fields ?? [];
  const own = fields.filter(({ system, relation, children, formula, rollup, type }) => {
    return !system && !relation && !children && formula === undefined && !rollup && type !== 'encrypted';
  });
  return actorTypeWith(
    own.map(({ name, cel }) => [name, fromCelShape(cel)] as const).filter(([, type]) => isActorFact(type)),
  );
}

const string: CelType = { kind: 'string' };
const id: Scope = Object.assign((name: string) => (name === 'id' ? string : undefined), { names: () => ['id'] });

function recordMembers(model: Pick<BrowserModel, 'entities'>, name: string): Scope {
  const entity = model.entities.find((candidate) => candidate.name === name);
  const fields = new Map(entity?.fields.map((field) => [field.name, field]));
  const inverses = new Map(entity?.inverses.map((inverse) => [inverse.name, inverse]));
  const record = (target: string): CelType => ({ kind: 'object', name: target, fields: recordMembers(model, target) });
  const typeOf = ({ relation, children, cel }: BrowserField): CelType => {
    if (children) return { kind: 'list', of: record(children.entity) };
    if (!relation || relation.kind === 'polymorphic') return fromCelShape(cel);
    const target = record(relation.targets[0] ?? '');
    return relation.kind === 'many' ? { kind: 'list', of: target } : target;
  };
  const member = (key: string): CelType | undefined => {
    const field = fields.get(key);
    if (field) return typeOf(field);
    const inverse = inverses.get(key);
    return inverse && { kind: 'list', of: record(inverse.entity) };
  };
  return Object.assign(member, { names: () => [...fields.keys(), ...inverses.keys()] });
}

function ownMembers(model: Pick<BrowserModel, 'entities'>, name: string): Scope {
  const entity = model.entities.find((candidate) => candidate.name === name);
  const own = (entity?.fields ?? []).filter(
    (field) => !field.children && !field.rollup && field.relation?.kind !== 'many',
  );
  const fields = new Map(own.map((field) => [field.name, field]));
  const member = (key: string): CelType | undefined => {
    const field = fields.get(key);
    if (field?.relation?.kind === 'one') return { kind: 'object', name: field.relation.targets[0] ?? '', fields: id };
    return field && fromCelShape(field.cel);
  };
  return Object.assign(member, { names: () => fields.keys() });
}
