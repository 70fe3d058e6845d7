import type { DefinitionSet } from '../../../../definitions/kind.ts';
import type { Json, JsonObject } from '../../../../lib/json.ts';
import type { Report } from '../../../report.ts';
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
}

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
    world: worldOf(outlines, (id, part, name) => {
      const provided = plugins.get(id)?.provides[part] ?? {};
      return (Object.hasOwn(provided, name) ? provided[name]?.output : undefined) ?? {};
    }),
  };
}

/** A fixed value that a field of a record gets; looked at together with the others. */
export interface FixedValue {
  readonly report: Report;
  /** JSON Schema. */
  readonly schema: JsonObject;
  readonly value: Json;
}
