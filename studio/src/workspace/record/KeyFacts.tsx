import { useMemo } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { isEmpty } from '../../lib/values.ts';
import { keyFacts } from '../../store/relatedRecords.ts';
import styles from './KeyFacts.module.css';
import { factCount } from './useRecord.ts';

interface KeyFactsProps {
  readonly entity: BrowserEntity;
  /** undefined while it is being read: the place is kept. */
  readonly values: RecordValues | undefined;
}

/** What one wants to know of a record at a glance. */
export function KeyFacts({ entity, values }: KeyFactsProps) {
  const model = useModel();
  const facts = useMemo(() => keyFacts(model, entity, factCount), [model, entity]);
  const source = useMemo(() => fixedRecord(values ?? {}), [values]);
  if (facts.length === 0) return null;
  return (
    <RecordScope source={source}>
      {/* Scrolls on a phone, also by keys. */}
      <dl className={styles.facts} tabIndex={0}>
        {facts.map((field) => {
          const value = values?.[field.name] ?? null;
          return (
            <div key={field.name} className={styles.fact}>
              <dt>{field.title}</dt>
              <dd>
                {!values ? (
                  <span className={styles.bone} />
                ) : isEmpty(value) ? (
                  <span className={styles.empty}>—</span>
                ) : (
                  <FieldCell field={field} value={value} />
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </RecordScope>
  );
}
