import { useQueryClient } from '@tanstack/react-query';
import { Modal, Progress } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { runBulk } from '../../api/bulk.ts';
import { recordKeys } from '../../api/keys.ts';
import { FieldWidget } from '../../fields/FieldWidget.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { isLocked } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import styles from './BulkEdit.module.css';
import { FailureList, type Failures } from './FailureList.tsx';
import { FieldSelect } from './FieldSelect.tsx';

interface BulkEditProps {
  readonly entity: BrowserEntity;
  readonly count: number;
  readonly ids: () => Promise<string[]>;
  readonly onClose: () => void;
  /** All went well. */
  readonly onDone: () => void;
}

/** Gives one field of many records one value. What fails is told record by record; what went well stays. */
export function BulkEdit({ entity, count, ids, onClose, onDone }: BulkEditProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const toasts = useToasts();
  const cache = useQueryClient();
  const inputId = useId();
  const fields = entity.fields.filter(canBeSet);
  const [name, setName] = useState(fields[0]?.name ?? '');
  const [value, setValue] = useState<Json>(null);
  const [through, setThrough] = useState<{ readonly done: number; readonly of: number }>();
  const [failures, setFailures] = useState<Failures>();
  const stop = useRef<AbortController>(undefined);
  const field = fields.find((candidate) => candidate.name === name);
  const isRunning = through !== undefined && failures === undefined;

  async function apply() {
    const controller = new AbortController();
    stop.current = controller;
    setFailures(undefined);
    setThrough({ done: 0, of: count });
    try {
      const all = await ids();
      const action = { op: 'update', values: { [name]: value } } as const;
      const report = (done: number) => setThrough({ done, of: all.length });
      const { done, failed } = await runBulk(entity.name, all, action, report, controller.signal);
      await cache.invalidateQueries({ queryKey: recordKeys.entity(entity.name) });
      if (failed.length > 0) return setFailures({ done: done.length, failed });
      toasts.success(t('bulk.changed', { count: done.length, number: format.number(done.length) }));
      onDone();
      onClose();
    } catch (error) {
      setFailures({ done: 0, failed: [{ id: '', error }] });
    }
  }

  return (
    <Modal
      open
      title={t('bulk.editTitle', { count, number: format.number(count) })}
      onCancel={() => {
        stop.current?.abort();
        onClose();
      }}
      width={480}
      mask={{ closable: !isRunning }}
      footer={
        <div className={styles.foot}>
          <Button
            onClick={() => {
              stop.current?.abort();
              onClose();
            }}
          >
            {isRunning ? t('bulk.stop') : failures ? t('action.close') : t('action.cancel')}
          </Button>
          {failures ? null : (
            <Button look="main" disabled={isRunning || !field} onClick={apply}>
              {t('bulk.apply')}
            </Button>
          )}
        </div>
      }
    >
      <div className={styles.form}>
        <FieldSelect
          label={t('bulk.field')}
          choices={[
            {
              relation: undefined,
              title: entity.title,
              fields: fields.map((each) => ({ path: each.name, title: each.title, field: each })),
            },
          ]}
          value={name}
          onChange={(next) => {
            setName(next);
            setValue(null);
          }}
        />
        {field ? (
          <div className={styles.value}>
            <FieldWidget
              key={name}
              id={inputId}
              field={field}
              value={value}
              onChange={setValue}
              required={false}
              invalid={false}
              label={field.title}
              faults={[]}
              disabled={isRunning}
            />
          </div>
        ) : null}
        {value === null && field && !isRunning ? (
          <p className={styles.hint}>{field.required ? t('bulk.required') : t('bulk.empties')}</p>
        ) : null}
        {isRunning && through ? (
          <div role="status">
            <Progress percent={Math.floor((through.done / Math.max(1, through.of)) * 100)} />
            <p className={styles.hint}>
              {t('bulk.progress', { done: format.number(through.done), of: format.number(through.of) })}
            </p>
          </div>
        ) : null}
        {failures ? <FailureList entity={entity} failures={failures} /> : null}
      </div>
    </Modal>
  );
}

/** What may be written, and means something when it is the same everywhere. */
function canBeSet(field: BrowserField): boolean {
  return !isLocked(field) && !field.children && (!field.system || field.name === 'ownerId');
}
