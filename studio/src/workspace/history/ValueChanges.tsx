import { ArrowRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { AuditChange } from '../../api/audit.ts';
import { EntityScope } from '../../fields/EntityScope.tsx';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { RecordLabel } from '../../fields/shared/RecordLabel.tsx';
import { isEmpty, plainText } from '../../lib/values.ts';
import { findField } from '../../store/model.ts';
import styles from './ValueChanges.module.css';

/** Lines that are shown before somebody asks for all. */
const few = 6;

interface ValueChangesProps {
  readonly entity: BrowserEntity | undefined;
  readonly changes: readonly AuditChange[];
  /** new: there was nothing before; gone: there is nothing after. Default: both. */
  readonly of?: 'new' | 'gone';
  /** At the end of each line. */
  readonly action?: ((change: AuditChange, field: BrowserField | undefined) => ReactNode) | undefined;
}

/** Of each field what it was and what it became. */
export function ValueChanges({ entity, changes, of, action }: ValueChangesProps) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const said = changes.filter(({ before, after }) => !(isEmpty(before) && isEmpty(after)));
  if (said.length === 0) return null;
  // One more line takes no more room than the button.
  const shown = isWhole || said.length <= few + 1 ? said : said.slice(0, few);
  const isNew = of === 'new';
  const isOver = of === 'gone';
  // Other fields decide how one is shown, such as the currency of an amount.
  const values = Object.fromEntries(changes.map(({ field, before, after }) => [field, isOver ? before : after]));
  const list = (
    <RecordScope source={fixedRecord(values)}>
      <dl className={styles.changes}>
        {shown.map((change) => {
          const field = entity && findField(entity, change.field);
          return (
            <div key={change.field} className={styles.change}>
              <dt>{field?.title ?? change.field}</dt>
              <dd>
                {isNew ? null : (
                  <span className={styles.before}>
                    <span className={styles.spoken}>{t('audit.before')} </span>
                    <Value field={field} value={change.before} />
                  </span>
                )}
                {isNew || isOver ? null : <ArrowRight size={13} aria-hidden className={styles.arrow} />}
                {isOver ? null : (
                  <span className={styles.after}>
                    <span className={styles.spoken}>{t('audit.after')} </span>
                    <Value field={field} value={change.after} />
                  </span>
                )}
                {change.withheld === 'cut' ? <span className={styles.note}>{t('audit.cut')}</span> : null}
                {action?.(change, field)}
              </dd>
            </div>
          );
        })}
      </dl>
      {shown.length < said.length ? (
        <button type="button" className={styles.more} onClick={() => setWhole(true)}>
          {t('audit.more', { count: said.length - shown.length })}
        </button>
      ) : null}
    </RecordScope>
  );
  return entity ? <EntityScope value={entity.name}>{list}</EntityScope> : list;
}

/** A value as its field shows it. Records are known by their ids here, so their names are looked up. */
function Value({ field, value }: { readonly field: BrowserField | undefined; readonly value: Json }) {
  if (isEmpty(value)) return <span className={styles.empty}>—</span>;
  const { relation } = field ?? {};
  if (relation?.kind === 'polymorphic' && isObject(value))
    return <RecordLabel entity={plainText(value.entity)} id={plainText(value.id)} />;
  if (relation?.kind === 'one' && typeof value === 'string')
    return <RecordLabel entity={relation.targets[0] ?? ''} id={value} />;
  if (relation?.kind === 'many' && Array.isArray(value)) {
    return (
      <span className={styles.records}>
        {value.map((id) => (
          <RecordLabel key={plainText(id)} entity={relation.targets[0] ?? ''} id={plainText(id)} />
        ))}
      </span>
    );
  }
  if (field) return <FieldCell field={field} value={value} />;
  return <span>{typeof value === 'string' ? value : JSON.stringify(value)}</span>;
}
