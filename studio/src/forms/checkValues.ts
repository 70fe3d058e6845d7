import type { TFunction } from 'i18next';
import type { Fault } from '../../../core/errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import { changedRules, checkRules, type Ruled } from '../../../core/model/rules.ts';
import type { Finding, Validators } from '../api/validators.ts';
import { parsePointer } from '../lib/jsonPointer.ts';
import { actor } from '../store/actor.ts';
import { findEntity, findField } from '../store/model.ts';
import { faultText, isBranch } from './faultText.ts';

export interface CheckInput {
  readonly model: BrowserModel;
  readonly entity: BrowserEntity;
  readonly mode: 'create' | 'update';
  /** The whole record as it would be. */
  readonly values: JsonObject;
  /** What would be sent. */
  readonly changes: JsonObject;
  /** undefined while they are being loaded: then the server alone checks. */
  readonly validators: Validators | undefined;
  readonly ruled: Ruled;
}

const forms = new Set(['pattern', 'format']);
const lengths = new Set(['minLength', 'maxLength']);

/** Everything that is wrong with values, before they are sent: the server's own validators and rules, in the user's language. */
export function checkValues(t: TFunction, input: CheckInput): Fault[] {
  const { model, entity, mode, values, changes, validators, ruled } = input;
  const emptied = entity.fields.filter(({ name, required }) => mode === 'update' && required && changes[name] === null);
  const found = validators?.[mode](present(changes)) ?? [];
  // What is in the wrong form need not hear of its length as well.
  const misshapen = new Set(found.filter(({ keyword }) => forms.has(keyword)).map(({ pointer }) => pointer));
  const findings = found.filter(({ pointer, keyword }) => !lengths.has(keyword) || !misshapen.has(pointer));
  const rules = mode === 'update' ? changedRules(ruled, Object.keys(changes)) : ruled.rules;
  const faults = [
    ...emptied.map(({ name }) => ({ pointer: `/${name}`, message: t('fault.required') })),
    ...findings.filter((finding) => !isBranch(finding)).map((finding) => toFault(t, model, entity, finding)),
    ...checkRules(ruled, values, { actor, now: new Date() }, rules),
  ];
  // Branches of one value may each complain in the same words.
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.message}`, fault])).values()];
}

/** Without nulls, which the validators do not know; in line items as well. */
function present(values: JsonObject): JsonObject {
  const filled = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(
    filled.map(([name, value]) => [name, Array.isArray(value) ? value.map(presentItem) : value]),
  );
}

function presentItem(item: Json): Json {
  return isObject(item) ? present(item) : item;
}

function toFault(t: TFunction, model: BrowserModel, entity: BrowserEntity, finding: Finding): Fault {
  const [name = '', ...inside] = parsePointer(finding.pointer);
  const field = findField(entity, name);
  const child = field?.children && findEntity(model, field.children.entity);
  const own: BrowserField | undefined = child ? findField(child, inside[1] ?? '') : field;
  const member = child ? inside[2] : inside[0];
  return { pointer: finding.pointer, message: faultText(t, finding, own?.type, member) };
}
