import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { celProblems } from '../../celProblems.ts';
import { fieldPath } from '../../fieldPath.ts';
import { type Report, reporter } from '../../report.ts';
import { entityScope } from '../../scope.ts';
import { checkOneDefault } from '../checkOneDefault.ts';
import { type EntityOutlines, outlineEntities } from '../entity/outline.ts';
import { checkShape } from './checkShape.ts';
import { type ViewDocument, viewDocument } from './document.ts';

/** What is wrong with the views beyond the metaschema. */
export function checkViews(set: DefinitionSet): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  const outlines = outlineEntities(set);
  for (const definition of set.of('view')) {
    const view = viewDocument(definition);
    const report = reporter(definition, problems);
    if (!set.names('entity').includes(view.entity)) {
      report(['entity'], said`There is no entity "${view.entity}".${didYouMean(view.entity, set.names('entity'))}`);
    } else if (outlines.has(view.entity)) {
      checkFields(view, outlines, report);
      checkShape(view, outlines, report);
    }
  }
  checkOneDefault(set.of('view'), problems);
  return problems;
}

function checkFields(view: ViewDocument, outlines: EntityOutlines, report: Report): void {
  const seen = new Set<string>();
  view.columns?.forEach((column, index) => {
    const name = typeof column === 'string' ? column : column.field;
    const path = ['columns', index, ...(typeof column === 'string' ? [] : ['field'])];
    const found = fieldPath(name, view.entity, outlines);
    if (!found.ok) report(path, found.words);
    if (seen.has(name)) report(path, said`"${name}" is a column of this view already.`);
    seen.add(name);
  });
  if (view.where !== undefined) {
    const demands = { expects: 'bool', sql: true, query: true } as const;
    const { problems } = celProblems(view.where, entityScope(outlines, view.entity), demands);
    for (const problem of problems) report(['where'], problem);
  }
  for (const key of view.sort?.split(',') ?? []) {
    const name = key.trim().replace(/^-/, '');
    const found = fieldPath(name, view.entity, outlines);
    const last = found.ok ? found.fields.at(-1) : undefined;
    if (!found.ok) report(['sort'], found.words);
    else if (last && !last.type.sortable)
      report(['sort'], said`"${name}" (${last.type.name}) has no order to sort by.`);
  }
}
