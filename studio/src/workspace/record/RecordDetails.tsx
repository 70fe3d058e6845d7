import { useNavigate } from '@tanstack/react-router';
import { type CSSProperties, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { FormSection } from '../../../../core/model/types.ts';
import type { RecordRights } from '../../api/recordRights.ts';
import type { RecordValues } from '../../api/records.ts';
import { useMe } from '../../app/MeContext.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { EntityScope } from '../../fields/EntityScope.tsx';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { useStateMoves } from '../../fields/shared/useStateMoves.ts';
import { SetAsideNotice } from '../../forms/SetAsideNotice.tsx';
import { useChecks } from '../../forms/useChecks.ts';
import { asText } from '../../lib/values.ts';
import { compileCondition } from '../../store/compileCondition.ts';
import { type Conditions, compileConditions, sectionKey } from '../../store/conditions.ts';
import { createDraft } from '../../store/createDraft.ts';
import { formLayout } from '../../store/formLayout.ts';
import { memberId } from '../../store/memberId.ts';
import { findField } from '../../store/model.ts';
import { isLocked } from '../../store/rights.ts';
import { InlineField, isWideField } from './InlineField.tsx';
import { type AskedMove, MoveDialog } from './MoveDialog.tsx';
import styles from './RecordDetails.module.css';
import type { OpenRecord } from './useRecord.ts';
import { useRecordRights } from './useRecordRights.ts';
import { type TypedValue, useTypedValue } from './useTypedValue.ts';

interface RecordDetailsProps {
  readonly entity: BrowserEntity;
  readonly record: OpenRecord;
  readonly values: RecordValues;
  /** One column, however the form is laid out. */
  readonly isNarrow?: boolean;
  /** Only looked at. */
  readonly isFixed?: boolean;
  /** Names of fields that nobody changes until an approval is decided. */
  readonly locked?: readonly string[];
}

const none: readonly string[] = [];

/** All fields of a record, laid out as in its form; each is edited where it stands. */
export function RecordDetails(props: RecordDetailsProps) {
  const { entity, record, values, isNarrow = false, isFixed = false, locked = none } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const model = useModel();
  const { actor } = useMe();
  const navigate = useNavigate();
  const tabs = useMemo(() => formLayout(model, entity), [model, entity]);
  const evaluate = useMemo(
    () => compileConditions(tabs, (source) => compileCondition(model, entity, source, actor)),
    [model, entity, tabs, actor],
  );
  const conditions = evaluate(values);
  const rights = useRecordRights(entity, String(values.id));
  const source = useMemo(() => fixedRecord(values), [values]);
  const draft = useMemo(() => createDraft(values), [values]);
  const { check } = useChecks(entity, draft, 'update');

  const { aside, dismiss, onTyped } = useTypedValue(entity);
  const moves = useStateMoves(entity);
  const [asked, setAsked] = useState<AskedMove>();
  function canMove(field: BrowserField, to: Json): boolean {
    if (typeof to !== 'string' || !field.transitions) return true;
    const verdict = moves?.judge(field, values, { ...values, [field.name]: to });
    if (verdict?.is !== 'asks') return true;
    setAsked({ field, to, asks: verdict.fields });
    return false;
  }
  const common = {
    onTyped,
    entity,
    values,
    conditions,
    rights,
    isNarrow,
    isFixed,
    locked,
    record,
    canMove,
    check: (changes: RecordValues) => check({ ...values, ...changes }),
    onForm: (changes: RecordValues) =>
      navigate({
        to: '/$entity/$id/edit',
        params: { entity: entity.name, id: String(values.id) },
        state: (before) => ({ ...before, values: changes }),
      }),
  };
  return (
    <EntityScope value={entity.name}>
      <RecordScope source={source}>
        <div className={`${styles.details} ${isNarrow ? styles.narrow : ''}`}>
          <SetAsideNotice aside={aside} onDismiss={dismiss} />
          {tabs.flatMap((tab, tabIndex) =>
            tab.sections.map((section, index) => {
              const key = sectionKey(tabIndex, index);
              const title = section.title ?? (index === 0 && tabs.length > 1 ? tab.title : undefined);
              return <DetailSection key={key} sectionKey={key} title={title} section={section} {...common} />;
            }),
          )}
          <footer className={styles.about}>
            <span>{t('record.created', { when: format.dateTime(asText(values.createdAt) ?? '') })}</span>
            <span>{t('record.updated', { when: format.dateTime(asText(values.updatedAt) ?? '') })}</span>
          </footer>
        </div>
        {asked ? (
          <MoveDialog entity={entity} id={String(values.id)} {...asked} onClose={() => setAsked(undefined)} />
        ) : null}
      </RecordScope>
    </EntityScope>
  );
}

interface DetailSectionProps {
  readonly entity: BrowserEntity;
  readonly values: RecordValues;
  readonly record: OpenRecord;
  readonly sectionKey: string;
  readonly title: string | undefined;
  readonly section: FormSection;
  readonly conditions: Conditions;
  readonly rights: RecordRights;
  readonly isNarrow: boolean;
  readonly isFixed: boolean;
  readonly locked: readonly string[];
  readonly check: (changes: RecordValues) => ReturnType<ReturnType<typeof useChecks>['check']>;
  readonly canMove: (field: BrowserField, to: Json) => boolean;
  readonly onForm: (changes: RecordValues) => void;
  readonly onTyped: (typed: TypedValue | undefined) => void;
}

function DetailSection(props: DetailSectionProps) {
  const {
    entity,
    values,
    record,
    sectionKey: key,
    title,
    section,
    conditions,
    rights,
    isNarrow,
    isFixed,
    locked,
    check,
    canMove,
    onForm,
    onTyped,
  } = props;
  const items = section.fields.flatMap((item) => {
    const field = findField(entity, item.field);
    return field && !conditions.hidden.has(item.field) ? [{ item, field }] : [];
  });
  if (conditions.hiddenSections.has(key) || items.length === 0) return null;
  const columns = isNarrow ? 1 : Math.min(2, section.columns);
  const style: CSSProperties & Record<'--columns', number> = { '--columns': columns };
  // A section with one field of the same name would say it twice.
  const isSame = items.length === 1 && items[0]?.field.title === title;
  return (
    <section className={styles.section}>
      {title && !isSame ? <h2 className={styles.title}>{title}</h2> : null}
      <div className={styles.grid} style={style}>
        {items.map(({ item, field }) => (
          <div key={`${memberId(field)} ${field.type}`} className={isWideField(field) ? styles.whole : undefined}>
            <InlineField
              field={field}
              value={values[field.name] ?? null}
              readOnly={
                isFixed ||
                isLocked(field) ||
                locked.includes(field.name) ||
                !rights.update ||
                rights.readOnly.includes(field.name) ||
                conditions.readOnly.has(field.name)
              }
              isAwaited={locked.includes(field.name)}
              required={field.required || conditions.required.has(field.name)}
              help={item.help ?? field.help}
              isNew={record.changedElsewhere.some(({ name }) => name === field.name)}
              check={check}
              canMove={(to) => canMove(field, to)}
              save={record.save}
              onForm={onForm}
              onTyped={onTyped}
            />
          </div>
        ))}
      </div>
    </section>
  );
}
