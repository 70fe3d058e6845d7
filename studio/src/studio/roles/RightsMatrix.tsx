import { ChevronRight, Undo2 } from 'lucide-react';
import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { rights } from '../../../../core/model/rights.ts';
import { grantOf } from '../../store/role/grants.ts';
import { levels } from '../../store/role/types.ts';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { FieldRights } from './FieldRights.tsx';
import { LevelButton } from './LevelButton.tsx';
import styles from './RightsMatrix.module.css';
import type { RoleEditing } from './RoleEditing.ts';
import { grantAt, isGrantChanged, limitedFields, type RightsRow } from './rightsRows.ts';

interface RightsMatrixProps {
  readonly editing: RoleEditing;
  readonly rows: readonly RightsRow[];
}

/** Entities by rights. Arrow keys go from cell to cell; 0 to 4 set how far a right reaches, C opens its condition. */
export function RightsMatrix({ editing, rows }: RightsMatrixProps) {
  const { t } = useTranslation();
  const table = useRef<HTMLTableElement>(null);
  const [opened, setOpened] = useState<string>();
  const [at, setAt] = useState({ row: 0, column: 0 });
  const row = Math.min(at.row, rows.length - 1);

  function press(event: KeyboardEvent) {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || target.dataset.cell === undefined) return;
    const move = moves[key];
    const here = rows[row];
    const right = rights[at.column];
    if (move) {
      event.preventDefault();
      const next = {
        row: Math.max(0, Math.min(rows.length - 1, row + move[0])),
        column: Math.max(0, Math.min(rights.length - 1, at.column + move[1])),
      };
      setAt(next);
      table.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
    } else if (here && right && !editing.isLocked && !event.metaKey && !event.ctrlKey && !event.altKey) {
      const level = /^[0-4]$/.test(key) ? levels[Number(key)] : undefined;
      if (level && level !== 'condition') editing.setGrant(here.name, right, grantOf(level));
      else if (key.toLowerCase() === 'c') editing.openCondition(here.name, right);
      else return;
      event.preventDefault();
    }
  }

  return (
    <table ref={table} className={styles.matrix} onKeyDown={press} data-own-keys>
      <caption className={styles.caption}>{t('role.matrix')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('role.entity')}</th>
          {rights.map((right) => (
            <th key={right} scope="col" title={t(`role.rightText.${right}`)}>
              {t(`role.right.${right}`)}
            </th>
          ))}
          <th scope="col">{t('role.fields')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((each, index) => (
          <Fragment key={each.name}>
            <tr className={each.entity ? undefined : styles.every}>
              <RowHead editing={editing} row={each} />
              {rights.map((right, column) => (
                <td key={right} onFocus={() => setAt({ row: index, column })}>
                  <LevelButton
                    label={`${each.entity?.pluralTitle ?? t('role.every')}, ${t(`role.right.${right}`)}`}
                    grant={grantAt(editing, editing.role, each.name, right)}
                    isInherited={each.origin !== 'own'}
                    isChanged={isGrantChanged(editing, each.name, right)}
                    isLocked={editing.isLocked}
                    problem={editing.problems.find((p) => p.entity === each.name && p.right === right)?.message}
                    tabIndex={index === row && column === at.column ? 0 : -1}
                    place={`${index} ${column}`}
                    onGrant={(grant) => editing.setGrant(each.name, right, grant)}
                    onCondition={() => editing.openCondition(each.name, right)}
                  />
                </td>
              ))}
              <td>
                {each.entity ? (
                  <FieldsButton
                    editing={editing}
                    entity={each.entity}
                    isOpen={opened === each.name}
                    onClick={() => setOpened((before) => (before === each.name ? undefined : each.name))}
                  />
                ) : null}
              </td>
            </tr>
            {each.entity && opened === each.name ? (
              <tr>
                <td colSpan={rights.length + 2} className={styles.panel}>
                  <FieldRights editing={editing} entity={each.entity} />
                </td>
              </tr>
            ) : null}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

const moves: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -rights.length],
  End: [0, rights.length],
};

interface FieldsButtonProps {
  readonly editing: RoleEditing;
  readonly entity: BrowserEntity;
  readonly isOpen: boolean;
  readonly onClick: () => void;
}

function FieldsButton({ editing, entity, isOpen, onClick }: FieldsButtonProps) {
  const { t } = useTranslation();
  const count = limitedFields(editing.role, entity.name);
  const text = count > 0 ? t('role.limited', { count }) : t('role.allFields');
  return (
    <button
      type="button"
      className={styles.fields}
      aria-expanded={isOpen}
      aria-label={`${text}, ${t('role.fieldsOf', { entity: entity.pluralTitle })}`}
      onClick={onClick}
    >
      {text}
      <ChevronRight size={13} aria-hidden />
    </button>
  );
}

function RowHead({ editing, row }: { readonly editing: RoleEditing; readonly row: RightsRow }) {
  const { t } = useTranslation();
  const { entity, depth, origin, name } = row;
  if (!entity)
    return (
      <th scope="row">
        <span className={styles.head} title={t('role.everyText')}>
          {t('role.every')}
        </span>
      </th>
    );
  return (
    <th scope="row">
      <span className={styles.head} style={{ paddingInlineStart: 8 + depth * 20 }}>
        <EntityIcon name={entity.icon} size={15} />
        <span className={origin === 'own' ? styles.own : ''}>{entity.pluralTitle}</span>
        {origin === 'own' && !editing.isLocked ? (
          <Button
            look="quiet"
            className={styles.follow}
            aria-label={t('role.follow', { entity: entity.pluralTitle })}
            title={entity.parent ? t('role.followParent') : t('role.followEvery')}
            icon={<Undo2 size={13} aria-hidden />}
            onClick={() => editing.follow(name)}
          />
        ) : null}
      </span>
    </th>
  );
}
