import { check } from '../expressions/check.ts';
import { fieldPath } from '../model/fieldPath.ts';
import { entityScope, ownScope } from '../model/scope.ts';
import type { Entity, Field, Form, FormField, FormSection, Model, View } from '../model/types.ts';
import { seenAction, seenPage } from './seenPages.ts';
import type { Access } from './types.ts';

/** The model as far as it is seen: what one may read of no record is not in it, as if it did not exist. */
export function seenModel(model: Model, access: Pick<Access, 'entity'>): Model {
  const isSeen = (name: string) => access.entity(name).grants('read').length > 0;
  const isFieldSeen = (entity: string, field: Field | undefined): field is Field =>
    field !== undefined &&
    access
      .entity(entity)
      .grants('read')
      .some((grant) => grant.shown(field) !== 'no');
  const entities = new Map(
    [...model.entities.values()]
      .filter(({ name }) => isSeen(name))
      .map((entity) => [entity.name, seenEntity(model, entity, isSeen, isFieldSeen)]),
  );
  const forms = [...model.forms.values()].flatMap((form) => seenForm(form, entities));
  const views = [...model.views.values()].flatMap((view) => seenView(view, entities));
  const actions = [...model.actions.values()].flatMap((action) => seenAction(action, entities));
  const pages = [...model.pages.values()].flatMap((page) => seenPage(page, entities));
  return {
    ...model,
    entities,
    forms: new Map(forms.map((form) => [form.name, form])),
    views: new Map(views.map((view) => [view.name, view])),
    actions: new Map(actions.map((action) => [action.name, action])),
    pages: new Map(pages.map((page) => [page.name, page])),
  };
}

type IsFieldSeen = (entity: string, field: Field | undefined) => field is Field;

function seenEntity(model: Model, entity: Entity, isSeen: (name: string) => boolean, isFieldSeen: IsFieldSeen): Entity {
  const fields = new Map(
    [...entity.fields.values()]
      .filter((field) => isFieldSeen(entity.name, field))
      .map((field) => [field.name, withSeenTargets(field, isSeen)]),
  );
  for (const field of fields.values()) if (field.transitions) fields.set(field.name, withSeenMoves(field, fields));
  const inverses = [...entity.inverses].filter(([, inverse]) =>
    isFieldSeen(inverse.entity, model.entities.get(inverse.entity)?.fields.get(inverse.field)),
  );
  return {
    ...entity,
    fields,
    inverses: new Map(inverses),
    display: fields.has(entity.display) ? entity.display : 'id',
    stateful: [...fields.values()].filter(({ transitions }) => transitions),
    formulas: entity.formulas.filter(({ name }) => fields.has(name)),
    rules: entity.rules.filter((rule) => rule.uses.every((name) => fields.has(name))),
    unique: entity.unique.filter((rule) => rule.fields.every((name) => fields.has(name))),
  };
}

function withSeenTargets(field: Field, isSeen: (name: string) => boolean): Field {
  const { relation } = field;
  if (!relation || relation.targets.every(isSeen)) return field;
  const targets = relation.targets.filter(isSeen);
  const { 'x-relation': written } = field.schema;
  const schema = written ? { ...field.schema, 'x-relation': { ...written, to: targets } } : field.schema;
  return { ...field, schema, relation: { ...relation, targets } };
}

/** What a move demands of fields that one does not see, the server alone asks for. */
function withSeenMoves(field: Field, fields: ReadonlyMap<string, Field>): Field {
  const { transitions } = field;
  if (!transitions) return field;
  const moves = transitions.moves.map((move) => {
    const { check, evaluateCheck, ...rule } = move.rule;
    if (rule.uses.every((name) => fields.has(name))) return move;
    const require = rule.require.filter((name) => fields.has(name));
    return { ...move, rule: { ...rule, require, uses: require } };
  });
  return { ...field, transitions: { ...transitions, moves } };
}

function seenForm(form: Form, entities: ReadonlyMap<string, Entity>): Form[] {
  const entity = entities.get(form.entity);
  if (!entity) return [];
  const scope = ownScope(entities, entity.name);
  const isKnown = (source: string | undefined) => source !== undefined && check(source, scope, 'bool').ok;
  const seenField = ({ showWhen, requireWhen, readOnlyWhen, ...field }: FormField): FormField[] => {
    if (!entity.fields.has(field.field) && !entity.inverses.has(field.field)) return [];
    return [
      {
        ...field,
        ...(showWhen !== undefined && isKnown(showWhen) ? { showWhen } : {}),
        ...(requireWhen !== undefined && isKnown(requireWhen) ? { requireWhen } : {}),
        ...(readOnlyWhen !== undefined && isKnown(readOnlyWhen) ? { readOnlyWhen } : {}),
      },
    ];
  };
  const seenSection = ({ showWhen, ...section }: FormSection): FormSection[] => {
    const fields = section.fields.flatMap(seenField);
    const when = showWhen !== undefined && isKnown(showWhen) ? { showWhen } : {};
    return fields.length > 0 ? [{ ...section, ...when, fields }] : [];
  };
  const tabs = form.tabs
    .map((tab) => ({ ...tab, sections: tab.sections.flatMap(seenSection) }))
    .filter(({ sections }) => sections.length > 0);
  return tabs.length > 0 ? [{ ...form, tabs }] : [];
}

/** A view whose condition asks for what one cannot see would list something else under its name. */
function seenView(view: View, entities: ReadonlyMap<string, Entity>): View[] {
  const { sort, where, ...rest } = view;
  const entity = entities.get(view.entity);
  if (!entity) return [];
  if (where !== undefined && !check(where, entityScope(entities, view.entity), 'bool').ok) return [];
  const isPath = (path: string) => fieldPath(path, view.entity, entities).ok;
  const columns = view.columns.filter(({ field }) => isPath(field));
  if (view.type === 'list' && columns.length === 0) return [];
  const shape = seenShape(rest, entity, isPath);
  if ((view.type === 'board' && !shape.groupBy) || (view.type === 'calendar' && !shape.startField)) return [];
  const keys = sort?.split(',').filter((key) => isPath(key.trim().replace(/^-/, ''))) ?? [];
  return [
    {
      ...shape,
      columns,
      ...(where === undefined ? {} : { where }),
      ...(keys.length > 0 ? { sort: keys.join(',') } : {}),
    },
  ];
}

/** The view without the fields that one does not see. */
function seenShape<Shape extends Omit<View, 'where' | 'sort'>>(
  { groupBy, cardFields, sumField, startField, endField, titleField, colorField, ...rest }: Shape,
  { fields }: Entity,
  isPath: (path: string) => boolean,
) {
  const isOwn = (name: string | undefined) => name !== undefined && fields.has(name);
  return {
    ...rest,
    ...(isOwn(groupBy) ? { groupBy } : {}),
    ...(cardFields ? { cardFields: cardFields.filter(isPath) } : {}),
    ...(isOwn(sumField) ? { sumField } : {}),
    ...(isOwn(startField) ? { startField } : {}),
    ...(isOwn(endField) ? { endField } : {}),
    ...(titleField !== undefined && isPath(titleField) ? { titleField } : {}),
    ...(isOwn(colorField) ? { colorField } : {}),
  };
}
