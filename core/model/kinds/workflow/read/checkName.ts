import { didYouMean } from '../../../../definitions/didYouMean.ts';
import { said, saidList } from '../../../../errors/said.ts';
import type { JsonObject } from '../../../../lib/json.ts';
import { fieldPath } from '../../../fieldPath.ts';
import { parts } from '../../../references/readers.ts';
import { readSelect, type SelectedName } from '../../../references/readSelect.ts';
import type { EntityOutline } from '../../entity/outline.ts';
import { kindWord } from '../../kindWord.ts';
import { entityFor } from '../steps/entityFor.ts';
import type { InputSchema } from '../steps/StepType.ts';
import type { Reader } from './Reader.ts';

/** Reports a name of what is not there. */
export function checkName(schema: InputSchema, name: string, siblings: JsonObject, reader: Reader): void {
  const { report, setting, document } = reader;
  const outline = setting.outlines.get(entityFor(schema, siblings, document.trigger) ?? '');
  const known = (what: string, names: Iterable<string>): void => {
    const all = [...names];
    if (!all.includes(name)) report([], said`There is no ${kindWord(what)} "${name}".${didYouMean(name, all)}`);
  };
  switch (schema['x-input']) {
    case 'entity':
    case 'role':
    case 'form':
    case 'plugin':
      known(schema['x-input'], setting.set.names(schema['x-input']));
      return;
    case 'workflow': {
      known('workflow', setting.set.names('workflow'));
      const on = setting.triggers.get(name)?.on ?? 'workflow';
      if (on !== 'workflow' && on !== 'manual') {
        report([], said`The workflow "${name}" is not started by others: its trigger is "${on}".`);
      }
      return;
    }
    case 'pluginFunction':
    case 'pluginStep': {
      const plugin = setting.plugins.get(String(siblings.plugin));
      const isStep = schema['x-input'] === 'pluginStep';
      const provided = isStep ? plugin?.provides.steps : plugin?.provides.functions;
      if (plugin) known(`${isStep ? 'step' : 'function'} of the plugin`, Object.keys(provided ?? {}));
      return;
    }
    case 'variables':
      known('variable', Object.keys(document.variables ?? {}));
      return;
    case 'field':
      if (outline) checkField(schema, name, outline, reader);
      return;
    case 'sort':
      if (outline) for (const { part } of parts(name)) checkPath(part, outline, reader);
      return;
    case 'select':
      if (outline) checkSelected(readSelect(name, outline.name, setting.outlines), reader);
      return;
    default:
  }
}

function checkField(schema: InputSchema, name: string, outline: EntityOutline, { report }: Reader): void {
  const field = outline.fields.get(name);
  const types = schema['x-types'];
  if (!field) {
    if (outline.broken.has(name)) return;
    report([], said`"${outline.name}" has no field "${name}".${didYouMean(name, outline.fields.keys())}`);
  } else if (types && !types.includes(field.type.name)) {
    report(
      [],
      said`"${name}" is of type ${field.type.name}; here it has to be ${saidList(types, (all, next) => said`${all} or ${next}`)}.`,
    );
  }
}

function checkPath(path: string, outline: EntityOutline, { report, setting }: Reader): void {
  const found = fieldPath(path, outline.name, setting.outlines);
  if (!found.ok) report([], found.words);
}

function checkSelected(selected: readonly SelectedName[], reader: Reader): void {
  const { outlines } = reader.setting;
  for (const { entity, name, inside } of selected) {
    const outline = outlines.get(entity);
    const names = outline ? [...outline.fields.keys(), ...outline.inverses.keys()] : [];
    if (outline && !names.includes(name) && !outline.broken.has(name)) {
      reader.report([], said`"${entity}" has no field "${name}".${didYouMean(name, names)}`);
    }
    checkSelected(inside, reader);
  }
}
