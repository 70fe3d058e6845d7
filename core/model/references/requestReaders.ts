import { cel, sortKeys } from './readers.ts';
import { readSelect, type SelectedName } from './readSelect.ts';
import type { Name, Reads } from './types.ts';

/**
 * What finds names in the parameters of a request for records. Those of `group` and `measure` stand in requests of
 * groups.
 */
export function requestReaders(entity: string, isAggregate: boolean): Readonly<Record<string, Reads>> {
  return {
    select: selectNames(entity),
    where: cel(entity),
    sort: isAggregate ? aggregateItems(entity) : sortKeys(entity),
    group: aggregateItems(entity),
    measure: aggregateItems(entity),
  };
}

function selectNames(entity: string): Reads {
  return (text, words) => {
    const flat = (names: readonly SelectedName[]): SelectedName[] =>
      names.flatMap((name) => [name, ...flat(name.inside)]);
    return flat(readSelect(text, entity, words)).flatMap(({ entity: of, name, today, start, end }): Name[] =>
      name === today ? [] : [{ target: { what: 'field', entity: of, field: today }, start, end, write: (to) => to }],
    );
  };
}

/** `month(closeDate),account.industry`: paths, also inside calls. */
function aggregateItems(entity: string): Reads {
  const paths = sortKeys(entity);
  return (text, words) =>
    [...text.matchAll(/[a-zA-Z0-9.]+/g)].flatMap(({ 0: path, index }) =>
      text[index + path.length] === '('
        ? []
        : paths(path, words).map((name) => ({ ...name, start: name.start + index, end: name.end + index })),
    );
}
