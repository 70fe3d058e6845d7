import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { type Report, reporter } from '../../report.ts';
import { ownerField, systemFields } from '../../systemFields.ts';
import type { Locale, LocaleEntity } from '../../types.ts';
import { actionDocument } from '../action/document.ts';
import { actionTexts } from '../action/texts.ts';
import { type EntityOutline, outlineEntities } from '../entity/outline.ts';
import { formDocument } from '../form/document.ts';
import { formTexts } from '../form/texts.ts';
import { kindWord } from '../kindWord.ts';
import { pageDocument } from '../page/document.ts';
import { pageTexts } from '../page/texts.ts';
import { workflowTexts } from '../workflow/texts.ts';
import { localeDocument } from './document.ts';

/** Texts for what does not exist: an entity, field, option, rule, form, view or group. */
export function checkLocales(set: DefinitionSet): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  const outlines = outlineEntities(set);
  // An entity that could not be read may be the one whose relation makes a name on this side.
  const complete = new Set(set.names('entity')).size === outlines.size;
  const pageDocuments = set.of('page').map(pageDocument);
  const groups = new Set([
    ...[...outlines.values()].flatMap((outline) => outline.document['x-group'] ?? []),
    ...pageDocuments.flatMap(({ group }) => group ?? []),
  ]);
  const formsTexts = new Map(set.of('form').map((form) => [form.name, formTexts(formDocument(form))]));
  const actionsTexts = new Map(set.of('action').map((action) => [action.name, actionTexts(actionDocument(action))]));
  const pagesTexts = new Map(pageDocuments.map((page) => [page.$id, pageTexts(page)]));
  const workflowsTexts = new Map(set.of('workflow').map((workflow) => [workflow.name, workflowTexts(workflow)]));
  // Another package may say it in other words, or in another language.
  const reworded = new Set(set.of('workflow').flatMap(({ name, patches }) => (patches ? [name] : [])));
  for (const definition of set.of('locale')) {
    const {
      entities = {},
      forms = {},
      views = {},
      roles = {},
      groups: titles = {},
      system = {},
      plugins = {},
      actions = {},
      pages = {},
      workflows = {},
    } = localeDocument(definition);
    const report = reporter(definition, problems);
    const known = knownIn(report);
    for (const [name, entity] of Object.entries(entities)) {
      const outline = outlines.get(name);
      // Another package may have removed what the base package still translates.
      if (outline?.definition.patches) continue;
      if (outline) checkEntity(entity, outline, complete, report);
      else known('entity', name, set.names('entity'), ['entities', name]);
    }
    const byText = (
      kind: string,
      keyword: string,
      documents: Locale['forms'],
      texts: ReadonlyMap<string, readonly string[]>,
    ): void => {
      for (const [name, translations] of Object.entries(documents)) {
        const english = texts.get(name);
        if (english === undefined) known(kind, name, set.names(kind), [keyword, name]);
        else for (const text of Object.keys(translations)) known('text', text, english, [keyword, name, text]);
      }
    };
    byText('form', 'forms', forms, formsTexts);
    byText('action', 'actions', actions, actionsTexts);
    byText('page', 'pages', pages, pagesTexts);
    const asWritten = Object.entries(workflows).filter(([name]) => !reworded.has(name));
    byText('workflow', 'workflows', Object.fromEntries(asWritten), workflowsTexts);
    for (const name of Object.keys(views)) known('view', name, set.names('view'), ['views', name]);
    for (const name of Object.keys(roles)) known('role', name, set.names('role'), ['roles', name]);
    for (const name of Object.keys(titles)) known('group', name, groups, ['groups', name]);
    for (const name of Object.keys(plugins)) known('plugin', name, set.names('plugin'), ['plugins', name]);
    for (const name of Object.keys(system)) known('system field', name, systemNames, ['system', name]);
  }
  return problems;
}

const systemNames: readonly string[] = [...systemFields, ownerField].map((field) => field.name);

type Known = (what: string, name: string, names: Iterable<string>, path: readonly string[]) => void;

function knownIn(report: Report): Known {
  return (what, name, names, path) => {
    const all = [...names];
    if (!all.includes(name))
      report(path, said`There is no ${kindWord(what)} "${name}" to translate.${didYouMean(name, all)}`);
  };
}

function checkEntity(
  { fields = {}, rules = {} }: LocaleEntity,
  outline: EntityOutline,
  complete: boolean,
  report: Report,
): void {
  const known = knownIn(report);
  const path = ['entities', outline.name];
  const names = [...outline.fields.keys(), ...outline.inverses.keys(), ...outline.broken];
  for (const [name, texts] of Object.entries(fields)) {
    const schema = outline.fields.get(name)?.schema;
    if (schema !== undefined || complete) known('field', name, names, [...path, 'fields', name]);
    if (schema === undefined) continue;
    const options = schema.enum ?? schema.items?.enum ?? [];
    for (const option of Object.keys(texts.options ?? {})) {
      known('option', option, options, [...path, 'fields', name, 'options', option]);
    }
  }
  const moves = [...outline.fields.values()].flatMap(({ schema }) => schema['x-transitions']?.moves ?? []);
  const messages = [...(outline.document['x-rules'] ?? []), ...moves].flatMap(({ message }) => message ?? []);
  for (const message of Object.keys(rules)) known('message', message, messages, [...path, 'rules', message]);
}
