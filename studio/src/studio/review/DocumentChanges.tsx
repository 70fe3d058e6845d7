import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { titleOf } from '../frame/documentTitle.ts';
import { placeOf } from '../frame/placeOf.ts';
import styles from './DocumentChanges.module.css';
import { type DocumentDifference, documentDiff } from './documentDiff.ts';
import { JsonValue } from './JsonValue.tsx';
import { pathText } from './keywordText.ts';

interface DocumentChangesProps {
  readonly kind: string;
  readonly name: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** Leads to where it is edited. Default: true. */
  readonly linked?: boolean;
  /** Beside its title. */
  readonly children?: ReactNode;
}

/** One document with everything that changes in it: what it was and what it becomes. */
export function DocumentChanges({ kind, name, before, after, linked = true, children }: DocumentChangesProps) {
  const { t } = useTranslation();
  const differences = useMemo(() => documentDiff(before, after), [before, after]);
  const place = linked && after ? placeOf(kind, name) : undefined;
  const title = titleOf(t, kind, name, after ?? before);
  const oldName = before && after ? before.$id : undefined;
  return (
    <section className={styles.document} aria-label={title}>
      <header className={styles.head}>
        <h3 className={styles.title}>{place ? <Link {...place}>{title}</Link> : title}</h3>
        <ChangeChip change={before ? (after ? 'changed' : 'removed') : 'added'} />
        <span className={styles.side}>{children}</span>
      </header>
      {oldName !== undefined && oldName !== name ? (
        <Line place={t('studio.name')} change="renamed">
          <Sides before={<code>{String(oldName)}</code>} after={<code>{name}</code>} />
        </Line>
      ) : null}
      {differences.map((difference) => (
        <Difference key={`${difference.change} ${difference.path.join('/')}`} difference={difference} />
      ))}
      {!before && after ? <NewDocument document={after} /> : null}
    </section>
  );
}

function Difference({ difference }: { readonly difference: DocumentDifference }) {
  const { t } = useTranslation();
  const { path, change, before, after } = difference;
  return (
    <Line place={pathText(t, path)} change={change}>
      {change === 'added' ? (
        <ins>
          <JsonValue value={after} />
        </ins>
      ) : change === 'removed' ? (
        <del>
          <JsonValue value={before} />
        </del>
      ) : (
        <Sides before={<JsonValue value={before} />} after={<JsonValue value={after} />} />
      )}
    </Line>
  );
}

interface LineProps {
  readonly place: string;
  readonly change: DocumentDifference['change'];
  readonly children: ReactNode;
}

function Line({ place, change, children }: LineProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.line}>
      <span className={styles.place}>
        {place}
        {change === 'changed' ? null : <span className={styles.how}>{t(`studio.change.${change}`)}</span>}
      </span>
      <span className={styles.value}>{children}</span>
    </div>
  );
}

function Sides({ before, after }: { readonly before: ReactNode; readonly after: ReactNode }) {
  return (
    <span className={styles.sides}>
      <del>{before}</del>
      <ArrowRight size={13} aria-hidden />
      <ins>{after}</ins>
    </span>
  );
}

/** Of a new document there is no before: its fields, and the rest on request. */
function NewDocument({ document }: { readonly document: JsonObject }) {
  const { t } = useTranslation();
  const { properties } = document;
  const fields = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  return (
    <>
      {fields.length > 0 ? (
        <Line place={t('studio.fields')} change="changed">
          {fields.join(', ')}
        </Line>
      ) : null}
      <Line place={t('studio.document', { kind: 'JSON', title: String(document.$id ?? '') })} change="changed">
        <JsonValue value={document} />
      </Line>
    </>
  );
}

const colors = { added: 'green', removed: 'red', changed: 'blue' } as const;

function ChangeChip({ change }: { readonly change: keyof typeof colors }) {
  const { t } = useTranslation();
  return <OptionChip title={t(`studio.change.${change}`)} color={colors[change]} />;
}
