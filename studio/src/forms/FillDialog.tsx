import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { listRecords } from '../api/records.ts';
import { useEntity } from '../app/ModelContext.tsx';
import { loadRegions } from '../fields/address/regions.ts';
import { FieldCell } from '../fields/FieldCell.tsx';
import { fixedRecord, RecordScope } from '../fields/RecordScope.tsx';
import { useDebounced } from '../fields/shared/useDebounced.ts';
import { celText } from '../lib/celText.ts';
import type { Draft } from '../store/createDraft.ts';
import { type CompanyWish, matchDetails, type Proposal } from './autofill/matchDetails.ts';
import { parseContact } from './autofill/parseContact.ts';
import styles from './FillFromText.module.css';

interface FillDialogProps {
  readonly entity: BrowserEntity;
  readonly draft: Draft;
  readonly text: string;
  readonly onClose: () => void;
}

const nothing = fixedRecord({});

/** Shows what was understood of a pasted text; what stays ticked goes into the form. */
export function FillDialog({ entity, draft, text: pasted, onClose }: FillDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(pasted);
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const { data: regions } = useQuery({
    queryKey: ['regions', 'CN'],
    queryFn: loadRegions,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rested = useDebounced(text, 120);
  const { proposals, company } = useMemo(
    () => matchDetails(entity, parseContact(rested, regions ?? [])),
    [entity, rested, regions],
  );
  const known = useKnownCompany(company);
  const all: readonly Proposal[] = known ? [...proposals, known] : proposals;
  const chosen = all.filter(({ field }) => !skipped.has(field.name));

  function toggle(name: string) {
    const next = new Set(skipped);
    if (!next.delete(name)) next.add(name);
    setSkipped(next);
  }

  function apply() {
    draft.change({ ...draft.get(), ...Object.fromEntries(chosen.map(({ field, value }) => [field.name, value])) });
    onClose();
  }

  return (
    <Modal
      open
      title={t('fill.title')}
      width={560}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" disabled={chosen.length === 0} onClick={apply}>
            {t('fill.apply')}
          </Button>
        </>
      }
    >
      <Input.TextArea
        aria-label={t('fill.title')}
        autoFocus
        autoSize={{ minRows: 5, maxRows: 10 }}
        placeholder={t('fill.hint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {all.length > 0 ? (
        <RecordScope source={nothing}>
          <div className={styles.proposals}>
            {all.map(({ field, value }) => (
              <label key={field.name} className={styles.proposal} htmlFor={`fill-${field.name}`}>
                <Checkbox
                  id={`fill-${field.name}`}
                  checked={!skipped.has(field.name)}
                  onChange={() => toggle(field.name)}
                />
                <span className={styles.title}>{field.title}</span>
                <span className={styles.value}>
                  <FieldCell field={field} value={value} />
                </span>
              </label>
            ))}
          </div>
        </RecordScope>
      ) : (
        <p className={styles.hint}>{rested.trim() === '' ? t('fill.empty') : t('fill.nothing')}</p>
      )}
    </Modal>
  );
}

/** The company by its name, where there is exactly one of that name. */
function useKnownCompany(company: CompanyWish | undefined): Proposal | undefined {
  const target = useEntity(company?.field.relation?.targets[0] ?? '');
  const { data } = useQuery({
    queryKey: ['records', target?.name ?? '', 'named', company?.name ?? ''],
    queryFn: ({ signal }) =>
      listRecords(
        target?.name ?? '',
        { select: `id,${target?.display}`, where: `${target?.display} == ${celText(company?.name ?? '')}`, limit: 2 },
        signal,
      ),
    enabled: company !== undefined && target !== undefined,
  });
  const [only, other] = data?.data ?? [];
  return company && only && !other ? { field: company.field, value: String(only.id) } : undefined;
}
