import { actorLists, isActorFact, userEntity } from '../../../../core/model/actorFields.ts';
import type { BrowserField, BrowserModel } from '../../../../core/model/browserModel.ts';
import { fromCelShape } from '../../../../core/model/celShape.ts';
import { findEntity } from '../model.ts';
import { comparisonOf } from './operators.ts';
import type { Operator } from './types.ts';

/** Name of what `{ me: true }` stands for. */
const me = 'id';

type ActorList = (typeof actorLists)[number];

/** Lists of ids that are known of whoever asks, by the entity of which they are. */
const lists: Readonly<Record<string, readonly ActorList[]>> = {
  [userEntity]: ['teamUsers', 'belowUsers'],
  team: ['teams', 'teamsBelow'],
};

const kinds: Readonly<Record<string, readonly string[]>> = {
  text: ['string'],
  exact: ['string'],
  option: ['string'],
  number: ['int', 'double'],
  boolean: ['bool'],
  date: ['date'],
  dateTime: ['timestamp'],
  time: ['time'],
  duration: ['duration'],
};

/** What of whoever asks a field can be compared with: names of facts, or `id`. */
export function actorFacts(model: BrowserModel, field: BrowserField, operator: Operator): readonly string[] {
  const comparison = comparisonOf(field);
  const target = comparison === 'user' ? userEntity : (field.relation?.targets[0] ?? '');
  if (operator === 'in' || operator === 'notIn') {
    const isReference = comparison === 'user' || comparison === 'record';
    return isReference && Object.hasOwn(lists, target) ? (lists[target] ?? []) : [];
  }
  if (comparison === 'record' || comparison === 'records') return target === userEntity ? [me] : [];
  const fitting = kinds[comparison] ?? [];
  return userFacts(model).flatMap(({ name, cel }) => (fitting.includes(cel.kind) ? [name] : []));
}

/** Plain fields of the user's record, which conditions know as `actor.<name>`. */
export function userFacts(model: BrowserModel): readonly BrowserField[] {
  const fields = findEntity(model, userEntity)?.fields ?? [];
  return fields.filter(({ system, relation, children, formula, rollup, type, cel }) => {
    const isOwn = !system && !relation && !children && formula === undefined && !rollup;
    return isOwn && type !== 'encrypted' && isActorFact(fromCelShape(cel));
  });
}

export function isActorList(name: string): name is ActorList {
  return actorLists.some((list) => list === name);
}
