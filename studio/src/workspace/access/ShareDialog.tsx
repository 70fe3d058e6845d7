import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { UserRound, UsersRound, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userEntity } from '../../../../core/model/actorFields.ts';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { listShares, type Share, type ShareLevel, shareRecord, unshareRecord } from '../../api/access.ts';
import { accessKeys } from '../../api/keys.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { errorText } from '../../lib/errorText.ts';
import { findEntity } from '../../store/model.ts';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { Choice } from '../list/Choice.tsx';
import { RecordPicker } from './RecordPicker.tsx';
import styles from './ShareDialog.module.css';

interface ShareDialogProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  /** What the record is called. */
  readonly title: string;
  readonly onClose: () => void;
}

const levels: readonly ShareLevel[] = ['read', 'write'];
const granteeEntities = [userEntity, 'team'];

/** Whom a record was handed to, and handing it to more. What is chosen holds at once. */
export function ShareDialog({ entity, id, title, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const model = useModel();
  const cache = useQueryClient();
  const toasts = useToasts();
  const kinds = granteeEntities.flatMap((name) => findEntity(model, name) ?? []);
  const [kind, setKind] = useState(kinds[0]?.name ?? userEntity);
  const [level, setLevel] = useState<ShareLevel>('read');
  const shares = useQuery({
    queryKey: accessKeys.shares(entity.name, id),
    queryFn: ({ signal }) => listShares(entity.name, id, signal),
  });
  const change = useMutation({
    mutationFn: (act: () => Promise<void>) => act(),
    onError: (error) => toasts.error(errorText(t, error)),
    onSettled: () => cache.invalidateQueries({ queryKey: accessKeys.shares(entity.name, id) }),
  });
  const hand = (grantee: Share['grantee'], to: ShareLevel) =>
    change.mutate(() => shareRecord(entity.name, id, grantee, to));

  return (
    <Modal open title={t('share.title', { title })} footer={null} onCancel={onClose} width={560}>
      <div className={dialog.stack}>
        <p className={dialog.text}>{t('share.text')}</p>
        {kinds.length > 0 ? (
          <div className={styles.add}>
            <Choice
              className={styles.kind}
              aria-label={t('share.with')}
              value={kind}
              onChange={({ target }) => setKind(target.value)}
            >
              {kinds.map((each) => (
                <option key={each.name} value={each.name}>
                  {each.title}
                </option>
              ))}
            </Choice>
            <span className={styles.who}>
              <RecordPicker
                key={kind}
                entity={kind}
                label={t('share.with')}
                value={undefined}
                onChange={(grantee) => {
                  if (grantee !== undefined) hand({ entity: kind, id: grantee }, level);
                }}
              />
            </span>
            <LevelChoice className={styles.level} label={t('share.may')} value={level} onChange={setLevel} />
          </div>
        ) : null}
        {shares.error ? <ErrorNotice error={shares.error} onRetry={() => shares.refetch()} /> : null}
        {shares.isPending ? <Bone height="52px" /> : null}
        {shares.data?.length === 0 ? <p className={styles.none}>{t('share.nobody')}</p> : null}
        {shares.data && shares.data.length > 0 ? (
          <ul className={styles.shares}>
            {shares.data.map(({ grantee, name, level: given }) => (
              <li key={grantee.id} className={styles.share}>
                {grantee.entity === userEntity ? (
                  <UserRound size={16} aria-hidden />
                ) : (
                  <UsersRound size={16} aria-hidden />
                )}
                <span className={styles.name}>{name}</span>
                <LevelChoice
                  className={styles.level}
                  label={t('share.mayOf', { name })}
                  value={given}
                  onChange={(next) => hand(grantee, next)}
                />
                <Button
                  look="quiet"
                  aria-label={t('share.remove', { name })}
                  icon={<X size={15} aria-hidden />}
                  onClick={() => change.mutate(() => unshareRecord(entity.name, id, grantee.id))}
                />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Modal>
  );
}

interface LevelChoiceProps {
  readonly className: string | undefined;
  readonly label: string;
  readonly value: ShareLevel;
  readonly onChange: (level: ShareLevel) => void;
}

function LevelChoice({ className, label, value, onChange }: LevelChoiceProps) {
  const { t } = useTranslation();
  return (
    <Choice
      className={className ?? ''}
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value === 'write' ? 'write' : 'read')}
    >
      {levels.map((level) => (
        <option key={level} value={level}>
          {t(`share.level.${level}`)}
        </option>
      ))}
    </Choice>
  );
}
