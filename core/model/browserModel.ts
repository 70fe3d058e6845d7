import { resultType } from '../fields/shared/resultType.ts';
import type { MoveSpec } from '../fields/types.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import { type BrowserForm, browserForms } from './browserForms.ts';
import {
  type BrowserActionOf,
  type BrowserPageOf,
  type BrowserWidgetOf,
  type BrowserWorkflow,
  browserActions,
  browserPages,
  browserWorkflows,
} from './browserPages.ts';
import { type BrowserView, browserViews, columnTitle } from './browserViews.ts';
import { type CelShape, toCelShape } from './celShape.ts';
import type { RuleSource } from './compileRule.ts';
import { administrator, type ModelReader } from './modelReader.ts';
import { rights, systemRights } from './rights.ts';
import { type Texts, textsOf } from './texts.ts';
import { plain } from './toJsonSchema.ts';
import type {
  Entity,
  Field,
  Model,
  Relation,
  Right,
  Role,
  Rule,
  SystemRight,
  Transitions,
  UniqueRule,
} from './types.ts';

/** The answer of `GET /api/model?locale=`: what a browser needs of a model, in one language. */
export interface BrowserModel {
  readonly version: string;
  /** The language of the texts, `en` where the one asked for does not exist. */
  readonly locale: string;
  readonly locales: readonly string[];
  /** Headings of the sidebar, in order. */
  readonly groups: readonly { readonly name: string; readonly title: string }[];
  readonly entities: readonly BrowserEntity[];
  /** Each entity has at least one; one of each is its default. */
  readonly forms: readonly BrowserForm[];
  readonly views: readonly BrowserView[];
  readonly actions: readonly BrowserAction[];
  readonly pages: readonly BrowserPage[];
  /** All of them, for who may see their runs. */
  readonly workflows: readonly BrowserWorkflow[];
  /** Every role there is, to name and pick one. */
  readonly roles: readonly BrowserRole[];
  /** What whoever asked may do beyond records. */
  readonly system: readonly SystemRight[];
}

export type BrowserAction = BrowserActionOf<BrowserEntity>;
export type BrowserPage = BrowserPageOf<BrowserEntity>;
export type BrowserWidget = BrowserWidgetOf<BrowserEntity>;

export interface BrowserRole {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
}

export interface BrowserEntity {
  readonly name: string;
  /** Its x-id, where that is not its name: what it keeps when it is renamed. */
  readonly id?: string;
  readonly title: string;
  readonly pluralTitle: string;
  readonly description?: string;
  readonly icon?: string;
  /** Name of a group. */
  readonly group?: string;
  readonly display: string;
  readonly owned: boolean;
  /** Stands among the settings, not among the business entities. */
  readonly settings: boolean;
  /** Nobody makes or removes a record over the API. */
  readonly managed: boolean;
  /** What whoever asked may do with some records at least; GET /api/records/:entity/:id/rights tells of one. */
  readonly rights: readonly Right[];
  /** What whoever asked may do with every record. */
  readonly rightsOnAll: readonly Right[];
  readonly parent?: { readonly entity: string; readonly field: string };
  readonly search: boolean;
  /** Own fields in document order, then the system fields. */
  readonly fields: readonly BrowserField[];
  readonly inverses: readonly BrowserInverse[];
  readonly rules: readonly BrowserRule[];
  readonly unique: readonly UniqueRule[];
}

export interface BrowserField {
  readonly name: string;
  /** Its x-id, where that is not its name: what it keeps when it is renamed. */
  readonly id?: string;
  readonly title: string;
  readonly help?: string;
  /** Name of its field type, e.g. `money`. */
  readonly type: string;
  /** Folder in studio/src/fields. */
  readonly widget: string;
  readonly required: boolean;
  readonly computed: boolean;
  /** False: whoever asked may write it in no record; a computed field is never written. */
  readonly writable: boolean;
  /** Shown in part only, or in some records not at all. */
  readonly masked: boolean;
  readonly system: boolean;
  readonly sortable: boolean;
  readonly filterable: boolean;
  readonly groupable: boolean;
  /** JSON Schema of a value that is not empty, with title, description and default; for react-jsonschema-form. */
  readonly schema: JsonObject;
  /** Type in expressions. Records (relations, children) are told by `relation` and `children`. */
  readonly cel: CelShape;
  readonly options?: readonly BrowserOption[];
  /** How it goes from one value to another, as far as whoever asked may; see browserTransitions. */
  readonly transitions?: BrowserTransitions;
  readonly relation?: Pick<Relation, 'kind' | 'targets' | 'inverse' | 'add'>;
  readonly children?: { readonly entity: string; readonly field: string };
  /** ISO 4217 code, or the field (of the record, for line items also of their parent) that holds it. */
  readonly currency?: string | { readonly field: string };
  /** Digits after the decimal point. */
  readonly scale?: number;
  /** Name of the field type whose values a formula or rollup has, e.g. `money`; `currency` and `scale` are those of the values. */
  readonly result?: string;
  /** CEL */
  readonly formula?: string;
  readonly rollup?: {
    readonly entity: string;
    readonly field: string;
    readonly measure: 'count' | 'sum' | 'min' | 'max' | 'avg';
    readonly of?: string;
    /** CEL over the records that are measured. */
    readonly where?: string;
  };
  /** Accepted media types and bytes of files. */
  readonly accept?: readonly string[];
  readonly maxBytes?: number;
}

export interface BrowserOption {
  readonly value: string;
  readonly title: string;
  readonly color?: string;
  /** CEL over the record itself and actor: while it is not true, the value is not offered. */
  readonly when?: string;
}

interface BrowserTransitions {
  /** Values with which a record begins; absent: any. */
  readonly start?: readonly string[];
  readonly moves: readonly BrowserMove[];
}

/** `when` is CEL over the record itself, as it is to be, and `actor`. */
interface BrowserMove extends Pick<MoveSpec, 'from' | 'to' | 'when' | 'message'> {
  readonly require: readonly string[];
  /** It starts a workflow. */
  readonly runs?: true;
}

interface BrowserInverse {
  readonly name: string;
  readonly title: string;
  readonly entity: string;
  /** The relation of that entity which leads here. */
  readonly field: string;
  readonly many: boolean;
}

/** `when` and `check` are CEL over the record itself and `actor`; see browserRules. */
type BrowserRule = RuleSource;

/**
 * A model as a browser needs it, with the texts of a language.
 * @param model as far as the reader sees it
 * @param locale a language; one that the model has no texts in counts as English
 * @param only names of the entities that are asked for, with their forms and views; absent: all
 */
export function toBrowserModel(
  model: Model,
  locale: string,
  reader: ModelReader = administrator,
  only?: ReadonlySet<string>,
): BrowserModel {
  const texts = textsOf(model, locale);
  const entities = [...model.entities.values()].filter(({ name }) => !only || only.has(name));
  const shown = only ? narrowed(model, only) : model;
  const setting = {
    model: shown,
    texts,
    roles: reader === administrator ? undefined : reader.roles,
    inputOf: (input: Entity, own: Texts) => browserEntity(input, own, administrator),
    columnTitle: (entity: string, path: string) => columnTitle(model, entity, path, texts),
  };
  const pages = browserPages(setting);
  const groups = new Set([...entities, ...pages].flatMap(({ group }) => group ?? []));
  return {
    version: model.version,
    locale: texts.language,
    locales: ['en', ...[...model.locales.keys()].filter((language) => language !== 'en')],
    groups: [...groups].map((name) => ({ name, title: texts.group(name) })),
    entities: entities.map((entity) => browserEntity(entity, texts, reader)),
    forms: browserForms(shown, entities, texts, reader),
    views: browserViews(shown, entities, texts),
    actions: browserActions(setting),
    pages,
    workflows: reader.mayUse('workflows') ? browserWorkflows(setting) : [],
    roles: [...model.roles.values()].map((role) => browserRole(role, texts)),
    system: systemRights.filter((right) => reader.mayUse(right)),
  };
}

/** Columns lead into other entities, so that these stay. */
function narrowed(model: Model, only: ReadonlySet<string>): Model {
  const forms = new Map([...model.forms].filter(([, form]) => only.has(form.entity)));
  const views = new Map([...model.views].filter(([, view]) => only.has(view.entity)));
  const actions = new Map([...model.actions].filter(([, { entity }]) => entity !== undefined && only.has(entity)));
  return { ...model, forms, views, actions, pages: new Map() };
}

function browserRole(role: Role, texts: Texts): BrowserRole {
  const description = texts.roleDescription(role);
  return { name: role.name, title: texts.roleTitle(role), ...(description === undefined ? {} : { description }) };
}

function browserEntity(entity: Entity, texts: Texts, reader: ModelReader): BrowserEntity {
  const description = texts.description(entity);
  const { name, display, owned, settings, managed, icon, group, parent, unique, search } = entity;
  // A managed record is made and removed elsewhere, whatever one's roles say.
  const offered = rights.filter((right) => !(managed && (right === 'create' || right === 'delete')));
  return {
    name,
    ...(entity.id === name ? {} : { id: entity.id }),
    title: texts.title(entity),
    pluralTitle: texts.pluralTitle(entity),
    ...(description === undefined ? {} : { description }),
    ...(icon === undefined ? {} : { icon }),
    ...(group === undefined ? {} : { group }),
    display,
    owned,
    settings,
    managed,
    rights: offered.filter((right) => reader.entity(name).grants(right).length > 0),
    rightsOnAll: offered.filter((right) =>
      reader
        .entity(name)
        .grants(right)
        .some(({ when }) => when === true),
    ),
    ...(parent ? { parent } : {}),
    search: search.short.length > 0 || search.long.length > 0,
    fields: [...entity.fields.values()].map((field) => browserField(entity, field, texts, reader)),
    inverses: [...entity.inverses.values()].map((inverse) => ({ ...inverse, title: texts.inverse(entity, inverse) })),
    rules: entity.rules.map((rule) => browserRule(entity, rule, texts)),
    unique,
  };
}

function browserField(entity: Entity, field: Field, texts: Texts, reader: ModelReader): BrowserField {
  const { name, type, schema, required, computed, system, relation, children, rollup, formula, transitions } = field;
  const title = texts.fieldTitle(entity, field);
  const help = texts.help(entity, field);
  const value = type.valueSchema(schema);
  const digits = value['x-digits'];
  const scale = isObject(digits) ? digits.scale : undefined;
  const values = schema.enum ?? schema.items?.enum;
  const { sortable, filterable, groupable, widget } = type;
  const access = reader.entity(entity.name);
  const isWritten = (right: Right) => access.grants(right).some((grant) => grant.writable(field));
  return {
    name,
    ...(field.id === name ? {} : { id: field.id }),
    title,
    ...(help === undefined ? {} : { help }),
    type: type.name,
    widget,
    required,
    computed,
    writable: !computed && (isWritten('create') || isWritten('update')),
    masked: !access.grants('read').every((grant) => ['clear', 'whole'].includes(grant.shown(field))),
    system,
    sortable,
    filterable,
    groupable,
    schema: {
      title,
      ...(help === undefined ? {} : { description: help }),
      ...plain(value),
      ...(field.defaultValue === undefined ? {} : { default: field.defaultValue }),
    },
    cel: toCelShape(type.celType(schema)),
    ...(values ? { options: values.map((option) => browserOption(entity, field, option, texts)) } : {}),
    ...(transitions ? { transitions: browserTransitions(entity, transitions, texts, reader) } : {}),
    ...(relation ? { relation: browserRelation(relation) } : {}),
    ...(children ? { children } : {}),
    ...(schema['x-currency'] === undefined ? {} : { currency: schema['x-currency'] }),
    ...(typeof scale === 'number' ? { scale } : {}),
    ...(formula || rollup ? { result: resultType(schema)?.type.name ?? 'text' } : {}),
    ...(formula ? { formula: formula.expression.source } : {}),
    ...(rollup ? { rollup: browserRollup(rollup) } : {}),
    ...(schema['x-accept'] === undefined ? {} : { accept: schema['x-accept'] }),
    ...(schema['x-maxBytes'] === undefined ? {} : { maxBytes: schema['x-maxBytes'] }),
  };
}

function browserOption(entity: Entity, field: Field, value: string, texts: Texts): BrowserOption {
  const options = field.schema['x-options'];
  const { color, when } = (options && Object.hasOwn(options, value) ? options[value] : undefined) ?? {};
  return {
    value,
    title: texts.option(entity, field, value),
    ...(color === undefined ? {} : { color }),
    ...(when === undefined ? {} : { when }),
  };
}

function browserTransitions(
  entity: Entity,
  { start, moves }: Transitions,
  texts: Texts,
  { roles: held, unlimited }: ModelReader,
): BrowserTransitions {
  const own = moves.filter(({ roles }) => unlimited || roles.length === 0 || roles.some((role) => held.includes(role)));
  return {
    ...(start ? { start } : {}),
    moves: own.map(({ from, to, rule: { check, require, message }, run }) => ({
      ...(from ? { from } : {}),
      to,
      ...(check ? { when: check.source } : {}),
      require,
      ...(message === undefined ? {} : { message: texts.message(entity, message) }),
      ...(run === undefined ? {} : { runs: true }),
    })),
  };
}

function browserRelation({ kind, targets, inverse, add }: Relation): NonNullable<BrowserField['relation']> {
  return { kind, targets, ...(inverse === undefined ? {} : { inverse }), ...(add === false ? { add } : {}) };
}

function browserRollup({ where, ...rollup }: NonNullable<Field['rollup']>): NonNullable<BrowserField['rollup']> {
  return { ...rollup, ...(where ? { where: where.source } : {}) };
}

function browserRule(entity: Entity, rule: Rule, texts: Texts): BrowserRule {
  const { when, require, forbid, check, ranges, message, option } = rule;
  return {
    ...(when ? { when: when.source } : {}),
    require,
    forbid,
    ...(check ? { check: check.source } : {}),
    ranges,
    ...(message === undefined ? {} : { message: texts.message(entity, message) }),
    ...(option ? { option: { ...option, title: optionTitle(entity, option, texts) } } : {}),
  };
}

function optionTitle(entity: Entity, { field: name, value, title }: NonNullable<Rule['option']>, texts: Texts): string {
  const field = entity.fields.get(name);
  return field ? texts.option(entity, field, value) : title;
}
