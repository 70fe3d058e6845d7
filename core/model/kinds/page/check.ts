import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
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
      if (!roles.includes(role)) report(['roles', index], said`There is no role "${role}".${didYouMean(role, roles)}`);
    });
    page.widgets.forEach((widget, index) => {
      const below: Report = (path, words) => report(['widgets', index, ...path], words);
      checkWidget(widget, page, { set, outlines }, below);
    });
  }
  return problems;
}

function checkPlace(page: PageDocument, set: DefinitionSet, outlines: EntityOutlines, report: Report): void {
  const { entity, place = 'navigation', when } = page;
  if (place === 'navigation') {
    for (const keyword of ['entity', 'show', 'when'] as const) {
      if (page[keyword] !== undefined) report([keyword], said`Only a page with the place "record" has "${keyword}".`);
    }
    return;
  }
  if (page.group !== undefined) report(['group'], said`Only a page in the navigation has a group.`);
  const names = set.names('entity');
  if (entity === undefined) return;
  if (!names.includes(entity)) report(['entity'], said`There is no entity "${entity}".${didYouMean(entity, names)}`);
  else if (when !== undefined && outlines.has(entity)) {
    for (const problem of ownProblems(when, entity, outlines, said`A condition of a page`)) report(['when'], problem);
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
      checkInput(widget.input, set, outlines, (path, words) => report(['input', ...path], words));
      checkCall(widget.call, set, (path, words) => report(['call', ...path], words));
      return;
    case 'function':
      checkCall(widget.call, set, (path, words) => report(['call', ...path], words));
      return;
    case 'actions': {
      const names = set.names('action');
      widget.actions.forEach((name, index) => {
        const action = set.of('action').find((each) => each.name === name)?.document;
        const entity = action?.entity;
        if (!names.includes(name)) {
          report(['actions', index], said`There is no action "${name}".${didYouMean(name, names)}`);
        } else if (entity !== undefined && entity !== page.entity) {
          report(['actions', index], said`"${name}" is done with a record, which is not there on this page.`);
        }
      });
      return;
    }
    case 'text':
  }
}
