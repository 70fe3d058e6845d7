import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ApprovalItem, ApprovalList } from '../api/approvals.ts';
import { useModel } from '../app/ModelContext.tsx';
import { usePreferences } from '../app/PreferencesContext.tsx';
import { RecordLabel } from '../fields/shared/RecordLabel.tsx';
import { Avatar } from '../identity/parts/Avatar.tsx';
import { relativeTime } from '../lib/relativeTime.ts';
import { findEntity } from '../store/model.ts';
import { EntityIcon } from '../ui/EntityIcon.tsx';
import { Deadline } from '../workspace/approvals/Deadline.tsx';
import styles from './ApprovalLine.module.css';
import { ApprovalStateChip } from './ApprovalStateChip.tsx';

interface ApprovalLineProps {
  readonly approval: ApprovalItem;
  readonly list: ApprovalList;
}

/** An approval in a list: what is asked, of which record, by whom, until when. */
export function ApprovalLine({ approval, list }: ApprovalLineProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const model = useModel();
  const { id, title, state, record, requester, createdAt, decidedAt, deadline, standsInFor, waitingFor } = approval;
  const entity = record && findEntity(model, record.entity);
  const when = list === 'decided' ? (decidedAt ?? createdAt) : createdAt;
  return (
    <li className={styles.item}>
      <Link to="/approval-{$id}" params={{ id }} className={styles.line}>
        <Avatar name={requester?.name ?? 'Kiln'} />
        <span className={styles.words}>
          <span className={styles.title}>{title}</span>
          {record && entity ? (
            <span className={styles.record}>
              <EntityIcon name={entity.icon} size={14} />
              <span>{record.title ?? <RecordLabel entity={record.entity} id={record.id} />}</span>
            </span>
          ) : null}
          <span className={styles.about}>
            {list !== 'sent' && requester ? <span>{requester.name}</span> : null}
            {list === 'sent' && state === 'open' && waitingFor.length > 0 ? (
              <span>{t('approval.waitsFor', { people: waitingFor.map(({ name }) => name).join(', ') })}</span>
            ) : null}
            <time dateTime={when}>{relativeTime(language, new Date(when), new Date())}</time>
            {standsInFor ? <span>{t('inbox.standsIn', { name: standsInFor.name })}</span> : null}
          </span>
        </span>
        <span className={styles.side}>
          {state === 'open' ? null : <ApprovalStateChip state={state} />}
          {state === 'open' && list === 'sent' ? <ApprovalStateChip state={state} /> : null}
          {state === 'open' && deadline ? <Deadline at={deadline} /> : null}
        </span>
      </Link>
    </li>
  );
}
