import type { DefinitionSet } from '../../../definitions/kind.ts';
import type { InputDocument } from '../../inputEntity.ts';
import type { WorkflowCall } from '../../pageTypes.ts';
import { workflowDocument } from '../workflow/document.ts';

/** What has to be asked before the workflow is started: its input without what is given already. */
export function askedFor({ workflow, with: given = {} }: WorkflowCall, set: DefinitionSet): InputDocument | undefined {
  const definition = set.of('workflow').find(({ name }) => name === workflow);
  const input = definition && workflowDocument(definition).input;
  if (!input) return undefined;
  const isAsked = (name: string) => !Object.hasOwn(given, name);
  const properties = Object.fromEntries(Object.entries(input.properties).filter(([name]) => isAsked(name)));
  if (Object.keys(properties).length === 0) return undefined;
  return { ...input, properties, ...(input.required ? { required: input.required.filter(isAsked) } : {}) };
}
