import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { ownProblems } from '../../ownProblems.ts';
import { type Report, reporter } from '../../report.ts';
import { checkOneDefault } from '../checkOneDefault.ts';
import { type EntityOutlines, outlineEntities } from '../entity/outline.ts';
import { type FormDocument, formDocument } from './document.ts';

/** What is wrong with the forms beyond the metaschema. */
export function checkForms(set: DefinitionSet): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  const outlines = outlineEntities(set);
  const roles = set.names('role');
  for (const definition of set.of('form')) {
    const form = formDocument(definition);
    const report = reporter(definition, problems);
    if (!set.names('entity').includes(form.entity)) {
      report(['entity'], said`There is no entity "${form.entity}".${didYouMean(form.entity, set.names('entity'))}`);
    } else if (outlines.has(form.entity)) checkFields(form, outlines, report);
    form.roles?.forEach((role, index) => {
      if (!roles.includes(role)) report(['roles', index], said`There is no role "${role}".${didYouMean(role, roles)}`);
    });
    if (form.default && form.roles) report(['default'], said`The default form is for everybody; it has no "roles".`);
  }
  checkOneDefault(set.of('form'), problems);
  return problems;
}

function checkFields(form: FormDocument, outlines: EntityOutlines, report: Report): void {
  const entity = outlines.get(form.entity);
  const condition = (source: string | undefined, path: readonly (string | number)[]): void => {
    if (source === undefined) return;
    for (const problem of ownProblems(source, form.entity, outlines, said`A condition of a form`))
      report(path, problem);
  };
  const seen = new Set<string>();
  form.tabs.forEach((tab, tabIndex) => {
    tab.sections.forEach((section, sectionIndex) => {
      const path = ['tabs', tabIndex, 'sections', sectionIndex];
      condition(section.showWhen, [...path, 'showWhen']);
      section.fields.forEach((item, index) => {
        const at = [...path, 'fields', index];
        const name = typeof item === 'string' ? item : item.field;
        const place = typeof item === 'string' ? at : [...at, 'field'];
        if (entity && !entity.fields.has(name) && !entity.inverses.has(name) && !entity.broken.has(name)) {
          const known = [...entity.fields.keys(), ...entity.inverses.keys()];
          report(place, said`"${form.entity}" has no field "${name}".${didYouMean(name, known)}`);
        }
        if (seen.has(name)) report(place, said`"${name}" stands in this form already.`);
        seen.add(name);
        if (typeof item === 'string') return;
        if (item.span !== undefined && item.span > (section.columns ?? 2)) {
          report([...at, 'span'], said`The section has ${section.columns ?? 2} columns only.`);
        }
        condition(item.showWhen, [...at, 'showWhen']);
        condition(item.requireWhen, [...at, 'requireWhen']);
        condition(item.readOnlyWhen, [...at, 'readOnlyWhen']);
      });
    });
  });
}
