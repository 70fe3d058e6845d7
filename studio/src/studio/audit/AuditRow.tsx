import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { ChevronRight, ListFilter } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { AuditEntry } from '../../api/audit.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { RecordLabel } from '../../fields/shared/RecordLabel.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { findField } from '../../store/model.ts';
import { Button } from '../../ui/Button.tsx';
import { RequestId } from '../../ui/RequestId.tsx';
import { wayText } from '../../workspace/history/actionText.ts';
import { EntryChanges } from '../../workspace/history/EntryChanges.tsx';
import { ActionChip } from './ActionChip.tsx';
import styles from './AuditRow.module.css';
import type { AuditState } from './auditState.ts';

interface AuditRowProps {
  readonly entry: AuditEntry;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Shows only what is alike. */
  readonly onFilter: (changed: Partial<Record<keyof AuditState, string | undefined>>) => void;
}

/** One line of the audit; opened, with everything that is known. */
export function AuditRow({ entry, isOpen, onToggle, onFilter }: AuditRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const entity = useEntity(entry.entity ?? '');
  const { actor, record } = entry;
  return (
    <li className={styles.row}>
      <button type="button" className={styles.line} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <ChevronRight size={14} aria-hidden className={styles.fold} />
        <time dateTime={entry.at} className={styles.time}>
          {format.dateTime(entry.at)}
        </time>
        <span className={styles.who}>{actor.name || t('audit.nobody')}</span>
        <span className={styles.action}>
          <ActionChip action={entry.action} />
        </span>
        <span className={styles.what}>
          <What entity={entity} entry={entry} />
        </span>
      </button>
      <div id={id} hidden={!isOpen} className={styles.detail}>
        {isOpen ? (
          <>
            <EntryChanges entity={entity} entry={entry} />
            <Details details={entry.details} />
            <div className={styles.foot}>
              {entity && record ? (
                <Link to="/$entity/$id" params={{ entity: entity.name, id: record }} className={styles.link}>
                  {t('audit.openRecord')}
                </Link>
              ) : null}
              {record && entry.entity ? (
                <Button
                  look="quiet"
                  icon={<ListFilter size={13} aria-hidden />}
                  onClick={() => onFilter({ entity: entry.entity ?? undefined, record })}
                >
                  {t('audit.onlyRecord')}
                </Button>
              ) : null}
              {actor.id ? (
                <Button
                  look="quiet"
                  icon={<ListFilter size={13} aria-hidden />}
                  onClick={() => onFilter({ actor: actor.id ?? undefined })}
                >
                  {t('audit.onlyActor', { name: actor.name })}
                </Button>
              ) : null}
              <span className={styles.way}>{wayText(t, entry.via)}</span>
              {entry.requestId ? <RequestId id={entry.requestId} /> : null}
            </div>
          </>
        ) : null}
      </div>
    </li>
  );
}

/** Which record, and what of it. */
function What({ entity, entry }: { readonly entity: BrowserEntity | undefined; readonly entry: AuditEntry }) {
  const { t } = useTranslation();
  const { changes, details, record } = entry;
  const refused = entry.action === 'denied' ? refusal(details, t) : undefined;
  if (!entry.entity) return <span className={styles.faint}>{refused ?? gist(details)}</span>;
  const fields = entry.action === 'updated' ? changes.map(({ field }) => titleOf(entity, field)) : [];
  return (
    <>
      <span className={styles.faint}>{entity?.title ?? entry.entity}</span>
      {record && entity ? (
        <span className={styles.record}>
          <RecordLabel entity={entity.name} id={record} />
        </span>
      ) : null}
      {fields.length > 0 ? <span className={styles.faint}>{fields.join(', ')}</span> : null}
      {refused ? <span className={styles.faint}>{refused}</span> : null}
    </>
  );
}

/** What the details say in words: whom, which path, what for. */
function gist(details: AuditEntry['details']): string {
  return Object.values(details ?? {})
    .filter((value) => typeof value === 'string')
    .slice(0, 3)
    .join(' · ');
}

/** What was asked for, and why it was refused. */
function refusal(details: AuditEntry['details'], t: TFunction): string {
  const { method, path, why } = details ?? {};
  const asked = [method, path].filter((value) => typeof value === 'string').join(' ');
  return why === 'hidden' || why === 'forbidden' ? `${asked} · ${t(`audit.refused.${why}`)}` : asked;
}

function titleOf(entity: BrowserEntity | undefined, field: string): string {
  return (entity && findField(entity, field)?.title) ?? field;
}

/** What else an entry says, by the server's names: nobody but administrators reads it. */
function Details({ details }: { readonly details: AuditEntry['details'] }) {
  const lines = Object.entries(details ?? {});
  if (lines.length === 0) return null;
  return (
    <dl className={styles.details}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{detailText(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function detailText(value: Json): string {
  return typeof value === 'string'
    ? value
    : isObject(value) || Array.isArray(value)
      ? JSON.stringify(value)
      : String(value);
}
