import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import type { WorkflowCall } from '../../pageTypes.ts';
import type { Report } from '../../report.ts';
import { workflowDocument } from '../workflow/document.ts';
import type { ActionDocument } from './document.ts';

/** What is wrong with an action that starts a workflow. */
export function checkWorkflowCall(
  action: ActionDocument,
  call: WorkflowCall,
  set: DefinitionSet,
  report: Report,
): void {
  for (const keyword of ['input', 'result'] as const) {
    if (action[keyword] === undefined) continue;
    const why = keyword === 'input' ? said`What is asked for stands in the workflow.` : said`A workflow answers later.`;
    report([keyword], said`${why} An action that starts one has no "${keyword}".`);
  }
  if (action.bulk === 'together') report(['bulk'], said`A workflow is started for each record.`);
  if (action.on?.includes('form')) report(['on'], said`A record has to be saved before a workflow is started with it.`);
  const names = set.names('workflow');
  if (!names.includes(call.workflow)) {
    report(['call', 'workflow'], said`There is no workflow "${call.workflow}".${didYouMean(call.workflow, names)}`);
  }
  const definition = set.of('workflow').find(({ name }) => name === call.workflow);
  if (!definition) return;
  const { trigger, input } = workflowDocument(definition);
  if (trigger.on !== 'manual') {
    report(
      ['call', 'workflow'],
      said`The workflow "${call.workflow}" is not started by hand: its trigger is "${trigger.on}".`,
    );
  } else if (trigger.entity !== action.entity) {
    const { entity } = trigger;
    report(
      ['entity'],
      entity === undefined
        ? said`The workflow "${call.workflow}" is started with no record.`
        : said`The workflow "${call.workflow}" is started with a record of "${entity}".`,
    );
  }
  const known = Object.keys(input?.properties ?? {});
  for (const name of Object.keys(call.with ?? {})) {
    if (known.includes(name)) continue;
    report(['call', 'with', name], said`The workflow asks for nothing called "${name}".${didYouMean(name, known)}`);
  }
}
