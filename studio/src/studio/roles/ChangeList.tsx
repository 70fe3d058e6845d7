import type { TFunction } from 'i18next';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { everyEntity, type GrantDocument } from '../../../../core/model/kinds/role/document.ts';
import { systemRights } from '../../../../core/model/rights.ts';
import type { FieldRight } from '../../../../core/model/types.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { findEntity, findField } from '../../store/model.ts';
import { levelOf } from '../../store/role/grants.ts';
import type { RoleChange } from '../../store/role/roleChanges.ts';
import styles from './ChangeList.module.css';
import { LevelGlyph } from './LevelGlyph.tsx';

/** What changes in a role, line by line: what it was and what it becomes. */
export function ChangeList({ changes }: { readonly changes: readonly RoleChange[] }) {
  const { t } = useTranslation();
  const model = useModel();
  return (
    <ul className={styles.changes}>
      {changes.map((change) => {
        const place = placeOf(t, model, change);
        return (
          <li key={place} className={styles.change}>
            <span className={styles.place}>{place}</span>
            <Sides change={change} />
          </li>
        );
      })}
    </ul>
  );
}

function placeOf(t: TFunction, model: BrowserModel, change: RoleChange): string {
  switch (change.kind) {
    case 'text':
      return change.what === 'title' ? t('role.title') : t('role.description');
    case 'otherText':
      return t('role.inChinese', { text: t(`role.${change.what}`) });
    case 'system':
      return `${t('role.system')} · ${systemRightText(t, change.right)}`;
    case 'entry':
      return entityText(t, model, change.entity);
    case 'grant':
      return `${entityText(t, model, change.entity)} · ${t(`role.right.${change.right}`)}`;
    case 'field': {
      const entity = findEntity(model, change.entity);
      const field = entity && findField(entity, change.field);
      return `${entityText(t, model, change.entity)} · ${field?.title ?? change.field}`;
    }
  }
}

function Sides({ change }: { readonly change: RoleChange }) {
  const { t } = useTranslation();
  switch (change.kind) {
    case 'text':
    case 'otherText':
      return <BeforeAfter before={change.before || '—'} after={change.after || '—'} />;
    case 'system':
      return <span>{change.isGiven ? t('role.given') : t('role.taken')}</span>;
    case 'entry':
      return <span>{change.isOwn ? t('role.getsOwn') : t('role.followsAgain')}</span>;
    case 'grant':
      return <BeforeAfter before={<Grant grant={change.before} />} after={<Grant grant={change.after} />} />;
    case 'field':
      return <BeforeAfter before={fieldRightText(t, change.before)} after={fieldRightText(t, change.after)} />;
  }
}

interface BeforeAfterProps {
  readonly before: ReactNode;
  readonly after: ReactNode;
}

function BeforeAfter({ before, after }: BeforeAfterProps) {
  return (
    <span className={styles.sides}>
      <del>{before}</del>
      <ArrowRight size={13} aria-hidden />
      <ins>{after}</ins>
    </span>
  );
}

function Grant({ grant }: { readonly grant: GrantDocument }) {
  const { t } = useTranslation();
  const level = levelOf(grant);
  return (
    <span className={styles.grant}>
      <LevelGlyph level={level} />
      {level === 'condition' ? <code>{String(grant)}</code> : t(`role.level.${level}`)}
    </span>
  );
}

function entityText(t: TFunction, model: BrowserModel, name: string): string {
  return name === everyEntity ? t('role.every') : (findEntity(model, name)?.pluralTitle ?? name);
}

function systemRightText(t: TFunction, right: string): string {
  const known = systemRights.find((each) => each === right);
  return known ? t(`role.systemRight.${known}`) : t('role.systemAll');
}

function fieldRightText(t: TFunction, { read, write, mask }: FieldRight): string {
  const seen = mask ? t(`role.mask.${mask}`) : read === false ? t('role.read.no') : t('role.read.yes');
  const isWritten = write ?? (read !== false && mask === undefined);
  return `${seen}, ${isWritten ? t('role.writable') : t('role.notWritable')}`;
}
