import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import { RecordLabel } from '../../fields/shared/RecordLabel.tsx';
import { errorText } from '../../lib/errorText.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import styles from './BulkEdit.module.css';

export interface Failures {
  /** Number of records with which it went well. */
  readonly done: number;
  readonly failed: readonly { readonly id: string; readonly error: unknown }[];
}

const shown = 100;

/** With which records something failed, and why. */
export function FailureList({ entity, failures }: { readonly entity: BrowserEntity; readonly failures: Failures }) {
  const { t } = useTranslation();
  const { done, failed } = failures;
  return (
    <div role="alert">
      <p className={styles.outcome}>{t('bulk.partly', { done, count: failed.length })}</p>
      <ul className={styles.failures}>
        {failed.slice(0, shown).map(({ id, error }) => (
          <li key={id}>
            {id === '' ? null : (
              <a href={`/${encodeURIComponent(entity.name)}/${id}`} target="_blank" rel="noopener noreferrer">
                <RecordLabel entity={entity.name} id={id} />
              </a>
            )}
            <span>
              {error instanceof ApiError && error.faults[0]
                ? faultMessage(t, error.faults[0], entity)
                : errorText(t, error)}
            </span>
          </li>
        ))}
      </ul>
      {failed.length > shown ? <p>{t('bulk.andMore', { count: failed.length - shown })}</p> : null}
    </div>
  );
}
