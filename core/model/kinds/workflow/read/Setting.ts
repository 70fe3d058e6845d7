import type { DefinitionSet } from '../../../../definitions/kind.ts';
import { toPointer } from '../../../../definitions/pointer.ts';
import { fault } from '../../../../errors/fault.ts';
import type { Fault } from '../../../../errors/KilnError.ts';
import type { Json, JsonObject } from '../../../../lib/json.ts';
import { checkInput, compileInput } from '../../../inputEntity.ts';
import type { Report } from '../../../report.ts';
import { createValidators } from '../../../validators.ts';
import { type EntityOutlines, outlineEntities } from '../../entity/outline.ts';
import { formDocument } from '../../form/document.ts';
import { type PluginDocument, pluginDocument } from '../../plugin/document.ts';
import { type TriggerDocument, workflowDocument } from '../document.ts';
import { type ScopeWorld, worldOf } from '../scopes/ScopeWorld.ts';

/** What workflows are read beside. */
export interface Setting {
  readonly set: DefinitionSet;
  readonly outlines: EntityOutlines;
  readonly world: ScopeWorld;
  readonly plugins: ReadonlyMap<string, PluginDocument>;
  /** Entities of forms. */
  readonly forms: ReadonlyMap<string, string>;
  /** What starts other workflows. */
  readonly triggers: ReadonlyMap<string, TriggerDocument>;
  /**
   * What is wrong with what a workflow is given; undefined where there is none, or what it asks for is wrong itself.
   */
  readonly inputOf: (workflow: string) => InputCheck | undefined;
}

type InputCheck = (given: JsonObject) => readonly Fault[];

export function settingOf(set: DefinitionSet): Setting {
  const outlines = outlineEntities(set);
  const plugins = new Map(set.of('plugin').map((plugin) => [plugin.name, pluginDocument(plugin)]));
  const forms = new Map(set.of('form').map((form) => [form.name, formDocument(form).entity]));
  return {
    set,
    outlines,
    plugins,
    forms,
    triggers: new Map(set.of('workflow').map((workflow) => [workflow.name, workflowDocument(workflow).trigger])),
    inputOf: inputChecks(set, outlines),
    world: worldOf(outlines, (id, part, name) => {
      const provided = plugins.get(id)?.provides[part] ?? {};
      return (Object.hasOwn(provided, name) ? provided[name]?.output : undefined) ?? {};
    }),
  };
}

/** Each is made when it is first asked for. */
function inputChecks(set: DefinitionSet, outlines: EntityOutlines): Setting['inputOf'] {
  const known = new Map<string, InputCheck | undefined>();
  return (name) => {
    if (!known.has(name)) known.set(name, inputCheck(set, outlines, name));
    return known.get(name);
  };
}

function inputCheck(set: DefinitionSet, outlines: EntityOutlines, name: string): InputCheck | undefined {
  const definition = set.of('workflow').find((each) => each.name === name);
  if (!definition) return undefined;
  const { input } = workflowDocument(definition);
  if (!input) {
    return (given) => Object.keys(given).map((each) => fault(toPointer([each]), 'unknownMember', { name: each }));
  }
  let isRight = true;
  checkInput(input, set, outlines, () => {
    isRight = false;
  });
  if (!isRight) return undefined;
  const asked = compileInput('input', name, input, set);
  return createValidators({ entities: new Map([[asked.name, asked]]) }).of(asked).create;
}

/** A fixed value that a field of a record gets; looked at together with the others. */
export interface FixedValue {
  readonly report: Report;
  /** JSON Schema. */
  readonly schema: JsonObject;
  readonly value: Json;
}
