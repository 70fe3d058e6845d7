import type { DefinitionSet } from '../../../definitions/kind.ts';
import { compileInput, inputName } from '../../inputEntity.ts';
import type { ListWidget } from '../../pageTypes.ts';
import type { Page, ViewColumn, Widget } from '../../types.ts';
import { viewDocument } from '../view/document.ts';
import { type ListDocument, type PageDocument, pageDocument, type WidgetDocument } from './document.ts';

const rowsShown = 5;
const groupsShown = 12;
/** Of 12 columns, where nothing else is said. */
const spans = { number: 3, chart: 6, list: 6, text: 12, function: 6, form: 6, actions: 12 } as const;

/** All pages of checked definitions, by name. */
export function compilePages(set: DefinitionSet): ReadonlyMap<string, Page> {
  return new Map(set.of('page').map((definition) => [definition.name, compilePage(pageDocument(definition), set)]));
}

function compilePage(document: PageDocument, set: DefinitionSet): Page {
  const { $id: name, title, description, group, icon, place, entity, show, when, period, roles, widgets } = document;
  return {
    name,
    title,
    ...(description === undefined ? {} : { description }),
    ...(group === undefined ? {} : { group }),
    ...(icon === undefined ? {} : { icon }),
    place: place ?? 'navigation',
    ...(entity === undefined ? {} : { entity }),
    show: show ?? 'panel',
    ...(when === undefined ? {} : { when }),
    ...(period === undefined ? {} : { period }),
    roles: roles ?? [],
    widgets: widgets.map((widget, index) => compileWidget(widget, inputName('page', name, index), set)),
  };
}

function compileWidget(widget: WidgetDocument, input: string, set: DefinitionSet): Widget {
  const span = widget.span ?? spans[widget.type];
  switch (widget.type) {
    case 'number':
      return { measure: 'count()', compare: false, ...widget, span };
    case 'chart':
      return { measure: 'count()', stacked: false, horizontal: false, limit: groupsShown, ...widget, span };
    case 'list':
      return { ...compileList(widget, set), span };
    case 'form':
      return { ...widget, input: compileInput(input, widget.title, widget.input, set), span };
    default:
      return { ...widget, span };
  }
}

function compileList({ columns, ...widget }: ListDocument, set: DefinitionSet): Omit<ListWidget, 'span'> {
  const definition = set.of('view').find(({ name }) => name === widget.view);
  const view = definition && viewDocument(definition);
  const shown = (columns ?? view?.columns ?? []).map(
    (column): ViewColumn => (typeof column === 'string' ? { field: column } : column),
  );
  return { ...widget, entity: widget.entity ?? view?.entity ?? '', columns: shown, limit: widget.limit ?? rowsShown };
}
