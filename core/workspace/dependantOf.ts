import { toPointer } from '../definitions/pointer.ts';
import type { Definition } from '../definitions/types.ts';
import type { Followed } from '../model/references/followChanges.ts';
import type { Reference } from '../model/references/types.ts';
import type { Dependant } from './changeSetAnswer.ts';

interface Found {
  readonly reference: Reference;
  readonly code: Followed['code'];
  /** Name of what it is about. */
  readonly from?: string;
  readonly to?: string;
  /** Why it is wrong now. */
  readonly because?: string;
}

/** What the plan says of a place that has to change with something else. */
export function dependantOf(definition: Definition, found: Found, fixed: boolean): Dependant {
  const { from, to, because } = found;
  const params = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(because === undefined ? {} : { because }),
  };
  const reason = because ?? (from === undefined ? '' : `"${from}" is gone.`);
  const message =
    to === undefined ? `${sentences[found.code]} ${reason}`.trim() : `"${from}" is called "${to}" here, too.`;
  const { kind, name, package: owner } = definition;
  return {
    kind,
    name,
    package: owner,
    pointer: toPointer(found.reference.path),
    code: found.code,
    params,
    message,
    fixed,
  };
}

/** What the plan says of a role that does not get to see values which were computed of what it does not see. */
export function hiddenField(definition: Definition, entity: string, field: string, fixed: boolean): Dependant {
  const { kind, name, package: owner } = definition;
  return {
    kind,
    name,
    package: owner,
    pointer: toPointer(['entities', entity, 'fields', field]),
    code: 'frozenHidden',
    params: { from: field },
    message: `The role does not see the values of "${field}": it does not see all that they were computed of.`,
    fixed,
  };
}

const sentences: Readonly<Record<Followed['code'], string>> = {
  followsRename: 'The new name is used here, too.',
  optionGone: 'This compares with a value that no record has any more.',
  columnRemoved: 'The column goes.',
  sortRemoved: 'The order does without it.',
  conditionRemoved: 'The condition goes.',
  conditionNarrowed: 'The condition does without it.',
  rightRemoved: 'The right is not given any more.',
  fieldRightRemoved: 'What the role says of the field goes.',
  formFieldRemoved: 'The field goes from the form.',
  textRemoved: 'The translation goes.',
  formulaFrozen: 'The formula becomes a field that keeps its values.',
  formulaRemoved: 'The formula goes.',
  rollupFrozen: 'The rollup becomes a field that keeps its values.',
  rollupRemoved: 'The rollup goes.',
  relationRemoved: 'The relation goes.',
  ruleRemoved: 'The rule goes.',
  uniqueRemoved: 'These values need not be unique any more.',
  indexRemoved: 'The index goes.',
  defaultRemoved: 'The default goes.',
  mentionRemoved: 'The mention goes.',
  widgetRemoved: 'The widget goes from the page.',
  valueRemoved: 'The value is not given any more.',
  stepStopped: 'Runs end at this step, as failed: it cannot be done any more.',
  neverStarts: 'Nothing starts the workflow any more.',
  caseRemoved: 'The case goes.',
  pluginLoses: 'The plugin has to do without it.',
  definitionRemoved: 'It goes with what it belongs to.',
};
