import type { TFunction } from 'i18next';
import { isObject, type Json } from '../../../../core/lib/json.ts';
import type { Operation } from '../../api/changesets.ts';
import { asText, asTexts } from '../../lib/values.ts';
import { isFieldTypeName } from '../entities/document/fieldKinds.ts';

/** Names of entities and fields as people call them; a name that nobody gave a title stands as it is. */
export interface Titles {
  entity(name: string): string;
  field(entity: string, field: string): string;
  /** Names of the field's types before and after, as far as documents tell. */
  types(entity: string, field: string): { readonly from: string | undefined; readonly to: string | undefined };
}

/** What one operation does to the data, for people who know no SQL. One that is not known here says it in the server's words. */
export function operationText(t: TFunction, titles: Titles, operation: Operation): string {
  const { op, details } = operation;
  const params = isObject(details.params) ? details.params : {};
  const entity = titles.entity(operation.entity);
  const field = operation.field === undefined ? '' : titles.field(operation.entity, operation.field);
  const say = (value: Json | undefined) => asText(value) ?? '';
  switch (op) {
    case 'createTable':
      return field
        ? t('studio.operation.createList', { entity, field })
        : t('studio.operation.createTable', { entity });
    case 'parkTable':
    case 'unparkTable':
      return t(`studio.operation.${op}`, { entity });
    case 'renameTable':
      return t('studio.operation.renameTable', { entity, from: documentName(say(details.from)) });
    case 'renameColumn': {
      const [from, to] = [documentName(say(details.from)), documentName(say(details.to))];
      return t('studio.operation.renameColumn', { entity, from, to });
    }
    case 'parkColumn':
      if (!field) return t('studio.operation.otherTable', { entity });
      return t(`studio.operation.${parked(asText(params.code))}`, { entity, field });
    case 'promoteValues': {
      const [owner = '', name = ''] = say(params.from).split('.');
      return t('studio.operation.promoteValues', {
        entity,
        from: titles.entity(owner),
        field: titles.field(owner, name),
      });
    }
    case 'addLinks':
    case 'renameReferences':
      return t(`studio.operation.${op}`, { entity, field });
    case 'restoreOption':
      return t('studio.operation.restoreOption', { entity, field, options: asTexts(details.options).join(', ') });
    case 'keepComputed':
      return t('studio.operation.keepGenerated', { entity, field });
    case 'addColumn':
    case 'unparkColumn':
    case 'keepGenerated':
    case 'dropNotNull':
      return field ? t(`studio.operation.${op}`, { entity, field }) : t('studio.operation.otherTable', { entity });
    case 'setNotNull':
      return details.fill === undefined
        ? t('studio.operation.setNotNull', { entity, field })
        : t('studio.operation.setNotNullFilled', { entity, field });
    case 'changeType':
    case 'fillColumn': {
      const { from, to } = titles.types(operation.entity, operation.field ?? '');
      return from === to
        ? t('studio.operation.changeForm', { entity, field })
        : t('studio.operation.changeType', { entity, field, from: typeText(t, from), to: typeText(t, to) });
    }
    case 'addGenerated':
    case 'dropGenerated':
      return t(`studio.operation.${op}`, { entity, field: field || say(details.column) });
    case 'addIndex': {
      const fields = asTexts(details.fields).map((each) => titles.field(operation.entity, each));
      const isUnique = isObject(details.index) && details.index.unique === true;
      if (fields.length === 0) return t('studio.operation.otherTable', { entity });
      const over = { entity, fields: fields.join(', ') };
      return isUnique ? t('studio.operation.addUnique', over) : t('studio.operation.addIndex', over);
    }
    case 'addForeignKey': {
      const { foreignKey } = details;
      const target = isObject(foreignKey) ? titles.entity(documentName(say(foreignKey.target))) : '';
      if (!field || !target) return t('studio.operation.otherTable', { entity });
      return details.orphans === 'none'
        ? t('studio.operation.addForeignKey', { entity, field, target })
        : t('studio.operation.addForeignKeyCleared', { entity, field, target });
    }
    case 'dropIndex':
    case 'dropCheck':
    case 'addCheck':
    case 'dropForeignKey': {
      const names = asTexts(params.fields).map((each) => titles.field(operation.entity, each));
      if (names.length === 0) return t('studio.operation.otherTable', { entity });
      const over = { entity, fields: names.join(', '), target: titles.entity(documentName(say(params.target))) };
      return op === 'dropIndex' && params.unique === true
        ? t('studio.operation.dropUnique', over)
        : t(`studio.operation.${op}`, over);
    }
    case 'removeOption':
      return t('studio.operation.removeOption', { entity, field, options: asTexts(details.options).join(', ') });
    case 'renameOption':
      return t('studio.operation.renameOption', {
        entity,
        field,
        from: say(details.from) || say(params.from),
        to: say(details.to) || say(params.to),
      });
    default:
      return operation.sentence;
  }
}

function typeText(t: TFunction, type: string | undefined): string {
  return type !== undefined && isFieldTypeName(type) ? t(`designer.type.${type}.title`) : (type ?? '?');
}

/** Why the values of a field are put aside. */
function parked(code: string | undefined) {
  if (code === 'kept') return 'parkColumnKept';
  return code === 'noWay' || code === 'sealed' ? 'parkColumnNoWay' : 'parkColumn';
}

/** Tables and columns are called in snake_case what documents call in camelCase. */
function documentName(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
