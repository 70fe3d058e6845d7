import type { JsonObject } from '../../../lib/json.ts';
import { collector, members, object } from '../../references/collector.ts';
import { definitionName, entityName, fieldName, nothing, optionValue } from '../../references/readers.ts';
import type { Reference } from '../../references/types.ts';

/** What translations are of. A translation of what is gone goes. */
export function localeReferences(document: JsonObject): readonly Reference[] {
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
      for (const [text] of members(texts)) found.key([keyword, name, text], nothing, 'textRemoved');
    }
  }
  for (const [view] of members(document.views)) found.key(['views', view], definitionName('view'), 'textRemoved');
  for (const [role] of members(document.roles)) found.key(['roles', role], definitionName('role'), 'textRemoved');
  for (const [plugin] of members(document.plugins))
    found.key(['plugins', plugin], definitionName('plugin'), 'textRemoved');
  for (const [group] of members(document.groups)) found.key(['groups', group], nothing, 'textRemoved');
  return found.references;
}
