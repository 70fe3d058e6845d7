import type { Entity, Model } from './types.ts';

/** What an action, a workflow or the form of a page asks for, by the name of the entity that it became (`inputName`). */
export function findInput(
  { actions, pages, workflows }: Pick<Model, 'actions' | 'pages' | 'workflows'>,
  name: string,
): Entity | undefined {
  const [kind, owner = ''] = name.split('-');
  if (kind === 'action') return actions.get(owner)?.input;
  if (kind === 'workflow') return workflows.get(owner)?.input;
  const forms = pages.get(owner)?.widgets.flatMap((widget) => (widget.type === 'form' ? [widget.input] : []));
  return forms?.find((input) => input.name === name);
}
