import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userEntity } from '../../../../core/model/actorFields.ts';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { type Explanation, explainAccess, type FieldExplanation, type RightExplanation } from '../../api/access.ts';
import { accessKeys } from '../../api/keys.ts';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { findEntity, findField, visibleEntities } from '../../store/model.ts';
import { mayUse } from '../../store/rights.ts';
import dialog from '../../ui/DialogContent.module.css';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { Choice } from '../list/Choice.tsx';
import styles from './ExplainDialog.module.css';
import { RecordPicker } from './RecordPicker.tsx';

/** Rights that are about no record that is there. */
const beforehand: ReadonlySet<string> = new Set(['create', 'import']);

interface ExplainDialogProps {
  /** The record; absent: it is asked for. */
  readonly about?: { readonly entity: BrowserEntity; readonly id: string };
  readonly onClose: () => void;
}

/** Why somebody may or may not read, change, delete … a record: by which role, which rule and which share. */
export function ExplainDialog({ about, onClose }: ExplainDialogProps) {
  const { t } = useTranslation();
  const model = useModel();
  const entities = visibleEntities(model);
  const [name, setName] = useState(entities[0]?.name ?? '');
  const [id, setId] = useState<string>();
  const [actor, setActor] = useState<string>();
  const entity = about?.entity ?? findEntity(model, name);
  const record = about?.id ?? id;
  const hasUsers = useEntity(userEntity) !== undefined;
  const mayAsk = hasUsers && (mayUse(model, 'roles') || mayUse(model, 'users'));
  return (
    <Modal open title={about ? t('explain.title') : t('explain.action')} footer={null} onCancel={onClose} width={720}>
      <div className={dialog.stack}>
        <div className={styles.question}>
          {about ? null : (
            <>
              <Choice
                aria-label={t('role.entity')}
                value={name}
                onChange={({ target }) => {
                  setName(target.value);
                  setId(undefined);
                }}
              >
                {entities.map((each) => (
                  <option key={each.name} value={each.name}>
                    {each.pluralTitle}
                  </option>
                ))}
              </Choice>
              <RecordPicker key={name} entity={name} label={t('explain.record')} value={id} onChange={setId} />
            </>
          )}
          {mayAsk ? (
            <>
              <span>{t('explain.person')}</span>
              <RecordPicker entity={userEntity} label={t('explain.person')} value={actor} onChange={setActor} />
            </>
          ) : null}
        </div>
        {entity && record !== undefined ? <Reasons entity={entity} id={record} actor={actor} /> : null}
      </div>
    </Modal>
  );
}

interface ReasonsProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  /** Absent: oneself. */
  readonly actor: string | undefined;
}

function Reasons({ entity, id, actor }: ReasonsProps) {
  const { data, error, refetch } = useQuery({
    queryKey: accessKeys.explain(entity.name, id, actor ?? ''),
    queryFn: ({ signal }) => explainAccess(entity.name, id, actor, signal),
  });
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  return data ? <Answer entity={entity} explanation={data} /> : <Bone height="180px" />;
}

function Answer({ entity, explanation }: { readonly entity: BrowserEntity; readonly explanation: Explanation }) {
  const { t, i18n } = useTranslation();
  const roleTitle = useRoleTitle();
  const { actor, rights, shares, fields } = explanation;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return (
    <>
      <p className={dialog.text}>
        {actor.roles.length > 0
          ? t('explain.holds', { name: actor.name, roles: list.format(actor.roles.map(roleTitle)) })
          : t('explain.holdsNone', { name: actor.name })}
      </p>
      <ul className={styles.rights}>
        {rights
          .filter(({ right }) => !beforehand.has(right))
          .map((right) => (
            <RightLine key={right.right} right={right} />
          ))}
      </ul>
      {shares.length > 0 ? (
        <section>
          <h3 className={styles.heading}>{t('explain.shares')}</h3>
          <ul>
            {shares.map(({ grantee, name, level }) => (
              <li key={grantee.id} className={styles.reason}>
                {t('explain.share', { name, level: t(`share.level.${level}`) })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {fields.length > 0 ? (
        <section>
          <h3 className={styles.heading}>{t('explain.fields')}</h3>
          <ul>
            {fields.map((field) => (
              <FieldLine key={field.name} entity={entity} field={field} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function RightLine({ right: { right, allowed, roles } }: { readonly right: RightExplanation }) {
  const { t } = useTranslation();
  const roleTitle = useRoleTitle();
  return (
    <li className={styles.right}>
      <span className={allowed ? styles.yes : styles.no}>
        {allowed ? <Check size={15} aria-hidden /> : <X size={15} aria-hidden />}
      </span>
      <div className={styles.words}>
        <span className={styles.name}>
          {t(`role.right.${right}`)}
          <span className={styles.verdict}>{allowed ? t('explain.allowed') : t('explain.refused')}</span>
        </span>
        {roles.map(({ role, rule, applies }) => (
          <span key={role} className={`${styles.reason} ${applies ? '' : styles.idle}`}>
            <b>{roleTitle(role)}</b>{' '}
            {rule === true ? (
              t('explain.every')
            ) : rule === false ? (
              t('explain.none')
            ) : (
              <>
                <code>{rule}</code> {applies ? t('explain.fits') : t('explain.fitsNot')}
              </>
            )}
          </span>
        ))}
      </div>
    </li>
  );
}

function FieldLine({ entity, field }: { readonly entity: BrowserEntity; readonly field: FieldExplanation }) {
  const { t } = useTranslation();
  const roleTitle = useRoleTitle();
  return (
    <li className={styles.reason}>
      <b>{findField(entity, field.name)?.title ?? field.name}</b>{' '}
      {field.roles.map(({ role, shown, writable }) => (
        <span key={role}>
          {roleTitle(role)}:{' '}
          {shown === 'no' ? t('role.read.no') : isClear(shown) ? t('role.read.yes') : t('explain.masked')},{' '}
          {writable ? t('role.writable') : t('role.notWritable')}{' '}
        </span>
      ))}
    </li>
  );
}

function isClear(shown: string): boolean {
  return shown === 'clear' || shown === 'whole';
}

function useRoleTitle(): (name: string) => string {
  const { roles } = useModel();
  return (name) => roles.find((role) => role.name === name)?.title ?? name;
}
