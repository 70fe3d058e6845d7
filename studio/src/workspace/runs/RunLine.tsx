import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunItem } from '../../api/runs.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { RecordLabel } from '../../fields/shared/RecordLabel.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { elapsed } from '../../lib/elapsed.ts';
import { findEntity } from '../../store/model.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import styles from './RunLine.module.css';
import { RunStateChip } from './RunStateChip.tsx';
import { runErrorText } from './runErrorText.ts';

interface RunLineProps {
  readonly run: RunItem;
  readonly title: string;
  /** Where the record is known, it is not told. */
  readonly hasRecord?: boolean;
  /** Before it: a box to choose it by. */
  readonly before?: ReactNode;
  /** After it: what can be done with it. */
  readonly after?: ReactNode;
}

/** A run in a list: what ran, about which record, what came of it, when and how long. */
export function RunLine({ run, title, hasRecord = true, before, after }: RunLineProps) {
  const { t } = useTranslation();
  const model = useModel();
  const format = useFormat();
  const { language } = usePreferences();
  const { id, state, record, createdAt, startedAt, endedAt, error } = run;
  const entity = record && findEntity(model, record.entity);
  return (
    <li className={styles.item}>
      {before}
      <Link to="/studio/runs/$id" params={{ id }} className={styles.line}>
        <span className={styles.state}>
          <RunStateChip state={state} />
        </span>
        <span className={styles.words}>
          <span className={styles.title}>{title}</span>
          {hasRecord && record ? (
            <span className={styles.record}>
              <EntityIcon name={entity?.icon} size={13} />
              <span>{entity ? <RecordLabel entity={entity.name} id={record.id} /> : record.entity}</span>
            </span>
          ) : null}
          {error ? (
            <span className={styles.error} title={error.detail}>
              {runErrorText(t, error)}
            </span>
          ) : null}
        </span>
        <span className={styles.times}>
          <time dateTime={createdAt}>{format.dateTime(createdAt)}</time>
          <span>{startedAt && endedAt ? elapsed(language, startedAt, endedAt) : null}</span>
        </span>
      </Link>
      {after ? <span className={styles.after}>{after}</span> : null}
    </li>
  );
}
