import { didYouMean } from '../definitions/didYouMean.ts';
import type { JsonObject } from '../lib/json.ts';
import { actorFields } from '../model/actorFields.ts';
import type { ActorLike } from '../model/actorVariable.ts';
import { rights } from '../model/rights.ts';
import type { Entity, Field, Mask, Model, Right } from '../model/types.ts';
import { createAccess } from './createAccess.ts';
import { isGranted } from './isGranted.ts';
import type { Access, Grant } from './types.ts';

/** A document that schemas/meta/roleTest.json accepts. */
export interface RoleTest {
  readonly actors: Readonly<Record<string, RoleTestActor>>;
  readonly cases: readonly RoleTestCase[];
}
interface RoleTestActor {
  readonly id: string;
  readonly roles: readonly string[];
  readonly [fact: string]: unknown;
}
interface RoleTestCase {
  readonly actor: string;
  readonly entity: string;
  readonly record: JsonObject;
  readonly allowed?: readonly Right[];
  readonly denied?: readonly Right[];
  readonly fields?: Readonly<Record<string, { readonly read?: boolean | Mask; readonly write?: boolean }>>;
}

/** What is not as a test of roles says, a sentence each, with the number of its case; none: all is right. */
export function runRoleTest(model: Model, test: RoleTest, now: Date): string[] {
  return test.cases.flatMap((each, index) =>
    runCase(model, test, each, now).map((wrong) => `case ${index + 1}: ${wrong}`),
  );
}

function runCase(model: Model, { actors }: RoleTest, { actor: name, ...test }: RoleTestCase, now: Date): string[] {
  const found = Object.hasOwn(actors, name) ? actors[name] : undefined;
  const entity = model.entities.get(test.entity);
  if (!found) return [`there is no actor "${name}".${didYouMean(name, Object.keys(actors)).message}`];
  if (!entity) return [`there is no entity "${test.entity}".${didYouMean(test.entity, model.entities.keys()).message}`];
  const { id, roles, ...facts } = found;
  const unknown = [
    ...roles.filter((role) => !model.roles.has(role)).map((role) => `there is no role "${role}".`),
    ...unknownFields(entity, [...Object.keys(test.record), ...Object.keys(test.fields ?? {})]),
    ...Object.keys(facts)
      .filter((fact) => !lists.has(fact) && !actorFields(model.entities).has(fact))
      .map((fact) => `users have no field "${fact}".`),
  ];
  if (unknown.length > 0) return unknown;
  const actor: ActorLike = { id, name, kind: 'user', facts };
  const covering = (right: Right): readonly Grant[] =>
    access
      .entity(entity.name)
      .grants(right)
      .filter((grant) => isGranted(grant, test.record, actor, now));
  const access: Access = createAccess(model, roles);
  const isRead = covering('read').length > 0;
  const may = (right: Right) => isRead && covering(right).length > 0;
  const who = `${name} and this ${entity.name}`;
  return [
    ...rights.flatMap((right) => [
      ...(test.allowed?.includes(right) && !may(right) ? [`${who}: "${right}" should be allowed and is not.`] : []),
      ...(test.denied?.includes(right) && may(right) ? [`${who}: "${right}" is allowed and should not be.`] : []),
    ]),
    ...Object.entries(test.fields ?? {}).flatMap(([fieldName, expected]) => {
      const field = entity.fields.get(fieldName);
      if (!field) return [];
      const shown = shownOf(covering('read'), field);
      const written = isRead && covering('update').some((grant) => grant.writable(field));
      return [
        ...(expected.read !== undefined && expected.read !== shown
          ? [`${who}: "${fieldName}" is read ${say(shown)} and should be ${say(expected.read)}.`]
          : []),
        ...(expected.write !== undefined && expected.write !== written
          ? [`${who}: "${fieldName}" is ${written ? '' : 'not '}written and should ${expected.write ? '' : 'not '}be.`]
          : []),
      ];
    }),
  ];
}

const lists: ReadonlySet<string> = new Set(['teams', 'teamUsers', 'teamsBelow', 'belowUsers']);

function unknownFields(entity: Entity, names: readonly string[]): string[] {
  const known = [...entity.fields.keys(), ...entity.inverses.keys()];
  return names
    .filter((name) => !known.includes(name))
    .map((name) => `${entity.name} has no field "${name}".${didYouMean(name, known).message}`);
}

function shownOf(grants: readonly Grant[], field: Field): boolean | Mask {
  const shown = grants.map((grant) => grant.shown(field));
  if (shown.some((each) => each === 'clear' || each === 'whole')) return true;
  return shown.find((each) => each !== 'no' && each !== 'clear' && each !== 'whole') ?? false;
}

function say(shown: boolean | Mask): string {
  if (shown === true) return 'in clear';
  return shown === false ? 'not at all' : `as "${shown}"`;
}
