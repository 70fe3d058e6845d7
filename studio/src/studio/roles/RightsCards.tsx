import { ChevronDown, ListFilter } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rights } from '../../../../core/model/rights.ts';
import { grantOf, levelOf } from '../../store/role/grants.ts';
import { levels } from '../../store/role/types.ts';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { Choice } from '../../workspace/list/Choice.tsx';
import { FieldRights } from './FieldRights.tsx';
import { LevelGlyph } from './LevelGlyph.tsx';
import styles from './RightsCards.module.css';
import type { RoleEditing } from './RoleEditing.ts';
import { grantAt, isGrantChanged, type RightsRow } from './rightsRows.ts';

interface RightsCardsProps {
  readonly editing: RoleEditing;
  readonly rows: readonly RightsRow[];
}

/** The matrix where it has no room: one entity below the other, each with its rights in it. */
export function RightsCards({ editing, rows }: RightsCardsProps) {
  return (
    <ul className={styles.cards}>
      {rows.map((row) => (
        <RightsCard key={row.name} editing={editing} row={row} />
      ))}
    </ul>
  );
}

function RightsCard({ editing, row }: { readonly editing: RoleEditing; readonly row: RightsRow }) {
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { name, entity, origin } = row;
  const title = entity?.pluralTitle ?? t('role.every');
  const isChanged = rights.some((right) => isGrantChanged(editing, name, right));
  return (
    <li className={styles.card}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen((before) => !before)}
      >
        {entity ? <EntityIcon name={entity.icon} size={16} /> : null}
        <span className={styles.title}>
          {title}
          {isChanged ? <span className={styles.changed} role="img" aria-label={t('role.changed')} /> : null}
        </span>
        <span className={styles.glyphs}>
          {rights.slice(0, 4).map((right) => (
            <LevelGlyph key={right} level={levelOf(grantAt(editing, editing.role, name, right))} />
          ))}
        </span>
        <ChevronDown size={16} aria-hidden />
      </button>
      <div id={id} hidden={!isOpen} className={styles.body}>
        {isOpen ? (
          <>
            <p className={styles.origin}>
              {entity ? t(`role.origin.${origin}`) : t('role.everyText')}
              {entity && origin === 'own' && !editing.isLocked ? (
                <Button look="quiet" onClick={() => editing.follow(name)}>
                  {entity.parent ? t('role.followParent') : t('role.followEvery')}
                </Button>
              ) : null}
            </p>
            {rights.map((right) => {
              const grant = grantAt(editing, editing.role, name, right);
              const problem = editing.problems.find((each) => each.entity === name && each.right === right)?.message;
              return (
                <div key={right} className={styles.line}>
                  <span className={styles.right}>{t(`role.right.${right}`)}</span>
                  <Choice
                    aria-label={`${title}, ${t(`role.right.${right}`)}`}
                    disabled={editing.isLocked}
                    value={levelOf(grant)}
                    onChange={({ target }) => {
                      const level = levels.find((each) => each === target.value) ?? 'none';
                      if (level === 'condition') editing.openCondition(name, right);
                      else editing.setGrant(name, right, grantOf(level));
                    }}
                  >
                    {levels.map((level) => (
                      <option key={level} value={level}>
                        {t(`role.level.${level}`)}
                      </option>
                    ))}
                  </Choice>
                  {levelOf(grant) === 'condition' ? (
                    <Button
                      aria-label={t('role.editCondition')}
                      icon={<ListFilter size={15} aria-hidden />}
                      onClick={() => editing.openCondition(name, right)}
                    />
                  ) : null}
                  {problem === undefined ? null : <p className={styles.problem}>{problem}</p>}
                </div>
              );
            })}
            {entity ? (
              <>
                <h3 className={styles.fieldsTitle}>{t('role.fields')}</h3>
                <FieldRights editing={editing} entity={entity} />
              </>
            ) : null}
          </>
        ) : null}
      </div>
    </li>
  );
}
