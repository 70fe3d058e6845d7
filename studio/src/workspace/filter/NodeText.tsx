import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { userEntity } from '../../../../core/model/actorFields.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { optionOf } from '../../fields/shared/options.ts';
import { RecordLabel } from '../../fields/shared/RecordLabel.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { comparisonOf } from '../../store/filter/operators.ts';
import type { FilterNode, FilterRule, FilterValue } from '../../store/filter/types.ts';
import { findPath } from '../../store/listViews.ts';
import styles from './FilterChips.module.css';
import { factText } from './factText.ts';
import { operatorText } from './operatorText.ts';

/** A condition in words. */
export function NodeText({ entity, node }: { readonly entity: BrowserEntity; readonly node: FilterNode }) {
  const { t } = useTranslation();
  if (node.kind === 'text') return <code>{node.source}</code>;
  if (node.kind === 'rule') return <RuleText entity={entity} rule={node} />;
  const { join, not, items } = node;
  return (
    <>
      {not ? `${join === 'or' ? t('filter.none') : t('filter.notAll')}: ` : null}
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have nothing that tells them apart but their place
        <Fragment key={index}>
          {index > 0 ? ` ${join === 'and' ? t('filter.and') : t('filter.or')} ` : null}
          {item.kind === 'group' ? '(' : null}
          <NodeText entity={entity} node={item} />
          {item.kind === 'group' ? ')' : null}
        </Fragment>
      ))}
    </>
  );
}

function RuleText({ entity, rule }: { readonly entity: BrowserEntity; readonly rule: FilterRule }) {
  const { t } = useTranslation();
  const model = useModel();
  const found = findPath(model, entity, rule.path);
  if (!found) return <code>{rule.path}</code>;
  const { title, field } = found;
  const joint = rule.operator === 'between' ? ` ${t('filter.and')} ` : ', ';
  return (
    <>
      {title} <span className={styles.faint}>{operatorText(t, rule.operator, comparisonOf(field))}</span>{' '}
      {rule.values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values may be equal
        <Fragment key={index}>
          {index > 0 ? joint : null}
          <b>
            <ValueText field={field} value={value} />
          </b>
        </Fragment>
      ))}
    </>
  );
}

function ValueText({ field, value }: { readonly field: BrowserField; readonly value: FilterValue }) {
  const { t } = useTranslation();
  const model = useModel();
  const format = useFormat();
  const comparison = comparisonOf(field);
  if (typeof value === 'object') {
    if ('me' in value) return t('filter.me');
    if ('actor' in value) return factText(t, model, value.actor);
    if (value.days === 0) return comparison === 'date' ? t('filter.today') : t('filter.now');
    const count = Math.abs(value.days);
    return value.days < 0 ? t('filter.daysAgoText', { count }) : t('filter.daysAheadText', { count });
  }
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  if (typeof value === 'number') return format.number(value);
  switch (comparison) {
    case 'option':
    case 'options':
      return optionOf(field, value).title;
    case 'date':
      return format.date(value);
    case 'dateTime':
      return format.dateTime(value);
    case 'user':
      return <RecordLabel entity={userEntity} id={value} />;
    case 'record':
    case 'records':
      return <RecordLabel entity={field.relation?.targets[0] ?? ''} id={value} />;
    default:
      return value;
  }
}
