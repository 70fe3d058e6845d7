import { useQueries, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, SendHorizontal } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { createRecordOnce } from '../../api/createRecordOnce.ts';
import { recordKeys } from '../../api/keys.ts';
import { type ListQuery, listRecords, type RecordValues } from '../../api/records.ts';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { markdownWords } from '../../fields/markdown/markdownWords.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { errorText } from '../../lib/errorText.ts';
import { isEmpty, plainText } from '../../lib/values.ts';
import {
  type EntryFields,
  entryFields,
  entryTime,
  isNamedOnly,
  type RelatedSource,
  relatedValues,
  relatedWhere,
} from '../../store/relatedRecords.ts';
import { may } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { ErrorLine } from './ErrorLine.tsx';
import styles from './Timeline.module.css';

const CreateDrawer = lazy(() => import('./CreateDrawer.tsx').then(({ CreateDrawer }) => ({ default: CreateDrawer })));

interface TimelineProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  readonly sources: readonly RelatedSource[];
}

interface Entry {
  readonly source: RelatedSource;
  readonly fields: EntryFields;
  readonly record: RecordValues;
  readonly time: string;
}

const firstEntries = 20;
const mostEntries = 500;

/** What happened around a record: everything that may belong to any record and belongs to this one, the latest first. */
export function Timeline({ entity, id, sources }: TimelineProps) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(firstEntries);
  const plans = useMemo(() => sources.map((source) => planOf(source, id, limit)), [sources, id, limit]);
  const pages = useQueries({
    queries: plans.map(({ source, query }) => ({
      queryKey: recordKeys.related(source.entity.name, query),
      queryFn: ({ signal }: { signal: AbortSignal }) => listRecords(source.entity.name, query, signal),
    })),
  });
  const entries = plans.flatMap(({ source, fields }, index): Entry[] =>
    (pages[index]?.data?.data ?? []).map((record) => ({ source, fields, record, time: entryTime(record, fields) })),
  );
  entries.sort((a, b) => b.time.localeCompare(a.time));
  const hasMore = pages.some(({ data }) => data?.next) && limit < mostEntries;
  const failed = pages.find(({ error }) => error);
  const isRead = pages.every(({ data }) => data);

  return (
    <section className={styles.timeline} aria-label={t('timeline.title')}>
      <h2 className={styles.title}>{t('timeline.title')}</h2>
      <Composer entity={entity} id={id} sources={sources.filter((source) => may(source.entity, 'create'))} />
      {failed ? <ErrorLine error={failed.error} onRetry={() => failed.refetch()} /> : null}
      {isRead && entries.length === 0 ? <p className={styles.empty}>{t('timeline.empty')}</p> : null}
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <TimelineEntry key={String(entry.record.id)} {...entry} />
        ))}
      </ol>
      {hasMore ? (
        <Button look="quiet" onClick={() => setLimit((before) => before * 2)}>
          {t('timeline.older')}
        </Button>
      ) : null}
    </section>
  );
}

function planOf(source: RelatedSource, id: string, limit: number) {
  const fields = entryFields(source.entity);
  const names = [...fields.options, ...(fields.text ? [fields.text] : []), ...fields.when].map(({ name }) => name);
  const query: ListQuery = {
    select: [...new Set(['id', source.entity.display, 'createdAt', ...names])].join(),
    where: relatedWhere(source, id),
    sort: '-createdAt',
    limit,
  };
  return { source, fields, query };
}

function TimelineEntry({ source, fields, record, time }: Entry) {
  const { t } = useTranslation();
  const format = useFormat();
  const { entity } = source;
  const written = fields.text ? plainText(record[fields.text.name]) : '';
  const text = fields.text?.type === 'markdown' ? markdownWords(written) : written;
  return (
    <li className={styles.entry}>
      <span className={styles.dot} title={entity.title}>
        <EntityIcon name={entity.icon} size={13} />
      </span>
      <div className={styles.content}>
        <Link to="/$entity/$id" params={{ entity: entity.name, id: String(record.id) }} className={styles.name}>
          {plainText(record[entity.display]) || t('record.untitled')}
        </Link>
        {text ? <p className={styles.text}>{text}</p> : null}
        <div className={styles.meta}>
          {fields.options.map((field) => {
            const value = record[field.name] ?? null;
            return isEmpty(value) ? null : <FieldCell key={field.name} field={field} value={value} />;
          })}
          <time dateTime={time}>{time.includes('T') ? format.dateTime(time) : format.date(time)}</time>
        </div>
      </div>
    </li>
  );
}

/** A line of text is enough for what needs nothing but a name; anything else opens its form. */
function Composer({ entity, id, sources }: TimelineProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [opened, setOpened] = useState<RelatedSource>();
  const [typed, setTyped] = useState('');
  const [isSending, setSending] = useState(false);
  const create = useMemo(createRecordOnce, []);
  const quick = [...sources].sort((a, b) => a.entity.fields.length - b.entity.fields.length).find(isNamedOnly);

  async function send() {
    const text = typed.trim();
    if (!quick || text === '' || isSending) return;
    setSending(true);
    try {
      const { entity: target } = quick;
      await create(target.name, { ...relatedValues(quick, entity.name, id), [target.display]: text });
      setTyped('');
      await cache.invalidateQueries({ queryKey: recordKeys.lists(target.name) });
    } catch (error) {
      toasts.error(errorText(t, error));
    } finally {
      setSending(false);
    }
  }

  return (
    <div className={styles.composer} data-own-keys>
      {quick ? (
        <form
          className={styles.quick}
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <input
            aria-label={t('related.add', { entity: quick.entity.title })}
            placeholder={t('timeline.write', { entity: quick.entity.title })}
            value={typed}
            disabled={isSending}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button
            type="submit"
            look="quiet"
            disabled={typed.trim() === '' || isSending}
            aria-label={t('action.create')}
            icon={<SendHorizontal size={14} aria-hidden />}
          />
        </form>
      ) : null}
      <div className={styles.kinds}>
        {sources.map((source) => (
          <Button
            key={source.name}
            look="quiet"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => setOpened(source)}
          >
            {source.entity.title}
          </Button>
        ))}
      </div>
      {opened ? (
        <Suspense>
          <CreateDrawer
            entity={opened.entity}
            given={relatedValues(opened, entity.name, id)}
            onClose={() => setOpened(undefined)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
