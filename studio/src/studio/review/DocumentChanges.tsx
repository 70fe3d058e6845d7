import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { triggerWords } from '../../workspace/flow/triggerWords.ts';
import { titleOf } from '../frame/documentTitle.ts';
import { knownTitle } from '../frame/knownTitle.ts';
import { placeOf } from '../frame/placeOf.ts';
import styles from './DocumentChanges.module.css';
import { type DocumentDifference, documentDiff } from './documentDiff.ts';
import { JsonValue } from './JsonValue.tsx';
import { isKeyword, keywordText, pathText } from './keywordText.ts';
import { WorkflowSteps } from './WorkflowSteps.tsx';

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
  const model = useModel();
  // Whoever changes the title sees the new one; else it is called as everywhere.
  const isCalledSo = before !== null && (after ?? before).title === before.title;
  const known = isCalledSo ? knownTitle(model, kind, name) : undefined;
  const title = titleOf(t, kind, known ?? name, known === undefined ? (after ?? before) : null);
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
      {!before && after ? <NewDocument kind={kind} document={after} /> : null}
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

/** Of a new document there is no before: what it is in words, and the rest on request. */
function NewDocument({ kind, document }: { readonly kind: string; readonly document: JsonObject }) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const fields = isObject(document.properties) ? Object.keys(document.properties) : [];
  return (
    <>
      {kind === 'workflow' ? (
        <>
          <Line place={keywordText(t, 'trigger')} change="changed">
            {triggerWords(t, model, document, i18n.language)}
          </Line>
          <Line place={keywordText(t, 'steps')} change="changed">
            <WorkflowSteps document={document} />
          </Line>
        </>
      ) : null}
      {fields.length > 0 ? (
        <Line place={t('studio.fields')} change="changed">
          {fields.join(', ')}
        </Line>
      ) : null}
      {kind === 'entity'
        ? null
        : plainMembers(document).map(([name, value]) => (
            <Line key={name} place={keywordText(t, name)} change="changed">
              <JsonValue value={value} />
            </Line>
          ))}
      <Line place="JSON" change="changed">
        <details className={styles.json}>
          <summary>{t('studio.wholeDocument')}</summary>
          <pre>{JSON.stringify(document, null, 2)}</pre>
        </details>
      </Line>
    </>
  );
}

/** What of a document can be told on a line; its title stands above. */
function plainMembers(document: JsonObject): [string, Json][] {
  return Object.entries(document).filter(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return name !== 'title' && isKeyword(name) && values.every((each) => typeof each !== 'object');
  });
}

const colors = { added: 'green', removed: 'red', changed: 'blue' } as const;

function ChangeChip({ change }: { readonly change: keyof typeof colors }) {
  const { t } = useTranslation();
  return <OptionChip title={t(`studio.change.${change}`)} color={colors[change]} />;
}
