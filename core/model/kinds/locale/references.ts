import type { Json, JsonObject } from '../../../lib/json.ts';
import { type Collector, collector, members, object, textOf } from '../../references/collector.ts';
import { contentAt } from '../../references/placeKey.ts';
import { definitionName, entityName, fieldName, nothing, optionValue } from '../../references/readers.ts';
import type { DocumentOf, Path, Reads, Reference, Remedy } from '../../references/types.ts';
import { withoutGone } from '../workflow/references/noteTexts.ts';
import { workflowReferences } from '../workflow/references.ts';

/** What translations are of. A translation of what is gone goes. */
export function localeReferences(document: JsonObject, others: DocumentOf = nobody): readonly Reference[] {
  const found = collector();
  for (const [entity, texts] of members(document.entities)) {
    const path = ['entities', entity];
    found.key(path, entityName, 'textRemoved');
    for (const [field, { options }] of members(object(texts).fields).map(
      ([name, text]) => [name, object(text)] as const,
    )) {
      found.key([...path, 'fields', field], fieldName(entity), 'textRemoved');
      for (const [value] of members(options)) {
        found.key([...path, 'fields', field, 'options', value], optionValue(entity, field), 'textRemoved');
      }
    }
    for (const [message] of members(object(texts).rules))
      found.key([...path, 'rules', message], nothing, 'textRemoved');
  }
  for (const kind of ['form', 'action', 'page', 'workflow']) {
    const keyword = `${kind}s`;
    for (const [name, texts] of members(document[keyword])) {
      found.key([keyword, name], definitionName(kind), 'textRemoved');
      const readsOf = kind === 'workflow' ? readersOf(others('workflow', name)) : nobody;
      for (const [text, translated] of members(texts))
        noteText(found, [keyword, name, text], translated, readsOf(text));
    }
  }
  for (const [view] of members(document.views)) found.key(['views', view], definitionName('view'), 'textRemoved');
  for (const [role] of members(document.roles)) found.key(['roles', role], definitionName('role'), 'textRemoved');
  for (const [plugin] of members(document.plugins))
    found.key(['plugins', plugin], definitionName('plugin'), 'textRemoved');
  for (const [group] of members(document.groups)) found.key(['groups', group], nothing, 'textRemoved');
  return found.references;
}

/** A text that may name fields, `${record.name}`, and says them in other languages, too: both follow it. */
function noteText(found: Collector, path: Path, translated: Json, reads: Reads = nothing): void {
  const gone: Remedy = { do: 'remove', path };
  found.text(path, translated, reads, 'textRemoved', withoutGone(textOf(translated), gone));
  found.key(path, reads, 'textRemoved', withoutGone(String(path.at(-1)), gone));
}

const nobody = () => undefined;

/** How the texts of a workflow are read: as they are where they stand in it. */
function readersOf(workflow: JsonObject | undefined): (text: string) => Reads | undefined {
  if (!workflow) return nobody;
  let readers: Map<unknown, Reads> | undefined;
  return (text) => {
    if (!text.includes('${')) return undefined;
    readers ??= new Map(
      workflowReferences(workflow).map((reference) => [contentAt(workflow, reference), reference.reads]),
    );
    return readers.get(text);
  };
}
