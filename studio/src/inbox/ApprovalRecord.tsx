import { Link } from '@tanstack/react-router';
import { ArrowUpRight, EyeOff } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { ApiError } from '../api/ApiError.ts';
import type { Approval } from '../api/approvals.ts';
import type { AuditChange } from '../api/audit.ts';
import { useEntity } from '../app/ModelContext.tsx';
import { fixedRecord, RecordScope } from '../fields/RecordScope.tsx';
import { plainText } from '../lib/values.ts';
import { buttonClass } from '../ui/Button.tsx';
import { EntityIcon } from '../ui/EntityIcon.tsx';
import { ValueChanges } from '../workspace/history/ValueChanges.tsx';
import { DetailBones } from '../workspace/record/DetailBones.tsx';
import { ErrorLine } from '../workspace/record/ErrorLine.tsx';
import { RecordDetails } from '../workspace/record/RecordDetails.tsx';
import { useRecord } from '../workspace/record/useRecord.ts';
import styles from './ApprovalRecord.module.css';

/** What an approval is about, as whoever looks may see it: what changed first, then the whole record. */
export function ApprovalRecord({ approval }: { readonly approval: Approval }) {
  const { record, changes } = approval;
  const entity = useEntity(record?.entity ?? '');
  if (record && entity) return <Whole key={record.id} entity={entity} id={record.id} approval={approval} />;
  return (
    <>
      <Changes entity={entity} changes={changes} />
      {record ? <Unseen /> : null}
    </>
  );
}

interface ChangesProps {
  readonly entity: BrowserEntity | undefined;
  readonly changes: readonly AuditChange[];
}

function Changes({ entity, changes }: ChangesProps) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <section className={styles.changed} aria-label={t('approval.changed')}>
      <h2 className={styles.title}>{t('approval.changed')}</h2>
      <ValueChanges entity={entity} changes={changes} />
    </section>
  );
}

interface WholeProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  readonly approval: Approval;
}

function Whole({ entity, id, approval }: WholeProps) {
  const { t } = useTranslation();
  const record = useRecord(entity, id);
  const { values, error } = record;
  // The record says what the changes leave out, such as the currency of an amount.
  const source = useMemo(() => fixedRecord(values ?? {}), [values]);
  const changes = (
    <RecordScope source={source}>
      <Changes entity={entity} changes={approval.changes} />
    </RecordScope>
  );
  if (!values && error) {
    const isUnseen = error instanceof ApiError && (error.status === 404 || error.status === 403);
    return (
      <>
        {changes}
        {isUnseen ? <Unseen /> : <ErrorLine error={error} onRetry={record.reload} />}
      </>
    );
  }
  return (
    <>
      {changes}
      <section className={styles.record} aria-label={entity.title}>
        <header className={styles.head}>
          <EntityIcon name={entity.icon} />
          <h2 className={styles.name}>{values ? plainText(values[entity.display]) || t('record.untitled') : ''}</h2>
          <Link to="/$entity/$id" params={{ entity: entity.name, id }} className={buttonClass({ look: 'quiet' })}>
            <ArrowUpRight size={14} aria-hidden />
            <span>{t('approval.openRecord')}</span>
          </Link>
        </header>
        {values ? (
          <RecordDetails
            entity={entity}
            record={record}
            values={values}
            isFixed
            locked={approval.state === 'open' ? approval.locked : []}
          />
        ) : (
          <DetailBones />
        )}
      </section>
    </>
  );
}

function Unseen() {
  const { t } = useTranslation();
  return (
    <p className={styles.unseen}>
      <EyeOff size={15} aria-hidden />
      {t('approval.unseen')}
    </p>
  );
}
