import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import { checkInput } from '../../inputEntity.ts';
import { ownProblems } from '../../ownProblems.ts';
import { type Report, reporter } from '../../report.ts';
import { checkCall } from '../action/checkCall.ts';
import { type EntityOutlines, outlineEntities } from '../entity/outline.ts';
import { checkSource } from './checkSource.ts';
import { type PageDocument, pageDocument, type WidgetDocument } from './document.ts';

/** What is wrong with the pages beyond the metaschema. */
export function checkPages(set: DefinitionSet): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  if (set.of('page').length === 0) return problems;
  const outlines = outlineEntities(set);
  const roles = set.names('role');
  for (const definition of set.of('page')) {
    const page = pageDocument(definition);
    const report = reporter(definition, problems);
    checkPlace(page, set, outlines, report);
    page.roles?.forEach((role, index) => {
      if (!roles.includes(role)) report(['roles', index], `There is no role "${role}".${didYouMean(role, roles)}`);
    });
    page.widgets.forEach((widget, index) => {
      const below: Report = (path, message) => report(['widgets', index, ...path], message);
      checkWidget(widget, page, { set, outlines }, below);
    });
  }
  return problems;
}

function checkPlace(page: PageDocument, set: DefinitionSet, outlines: EntityOutlines, report: Report): void {
  const { entity, place = 'navigation', when } = page;
  if (place === 'navigation') {
    for (const keyword of ['entity', 'show', 'when'] as const) {
      if (page[keyword] !== undefined) report([keyword], `Only a page with the place "record" has "${keyword}".`);
    }
    return;
  }
  if (page.group !== undefined) report(['group'], 'Only a page in the navigation has a group.');
  const names = set.names('entity');
  if (entity === undefined) return;
  if (!names.includes(entity)) report(['entity'], `There is no entity "${entity}".${didYouMean(entity, names)}`);
  else if (when !== undefined && outlines.has(entity)) {
    for (const message of ownProblems(when, entity, outlines, 'A condition of a page')) report(['when'], message);
  }
}

interface Surroundings {
  readonly set: DefinitionSet;
  readonly outlines: EntityOutlines;
}

function checkWidget(
  widget: WidgetDocument,
  page: PageDocument,
  { set, outlines }: Surroundings,
  report: Report,
): void {
  switch (widget.type) {
    case 'number':
    case 'chart':
    case 'list':
      checkSource(widget, page, set, outlines, report);
      return;
    case 'form':
      checkInput(widget.input, set, outlines, (path, message) => report(['input', ...path], message));
      checkCall(widget.call, set, (path, message) => report(['call', ...path], message));
      return;
    case 'function':
      checkCall(widget.call, set, (path, message) => report(['call', ...path], message));
      return;
    case 'actions': {
      const names = set.names('action');
      widget.actions.forEach((name, index) => {
        const action = set.of('action').find((each) => each.name === name)?.document;
        const entity = action?.entity;
        if (!names.includes(name)) {
          report(['actions', index], `There is no action "${name}".${didYouMean(name, names)}`);
        } else if (entity !== undefined && entity !== page.entity) {
          report(['actions', index], `"${name}" is done with a record, which is not there on this page.`);
        }
      });
      return;
    }
    case 'text':
  }
}
