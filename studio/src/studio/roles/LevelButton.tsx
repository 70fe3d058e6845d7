import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GrantDocument } from '../../../../core/model/kinds/role/document.ts';
import { grantOf, levelOf } from '../../store/role/grants.ts';
import { levels } from '../../store/role/types.ts';
import { Menu } from '../../ui/Menu.tsx';
import { Popover } from '../../ui/Popover.tsx';
import styles from './LevelButton.module.css';
import { LevelGlyph } from './LevelGlyph.tsx';

interface LevelButtonProps {
  /** What it is about, for assistive technology: `Account, Read`. */
  readonly label: string;
  readonly grant: GrantDocument;
  /** Comes from elsewhere: the entry for all others, or the parent. */
  readonly isInherited: boolean;
  readonly isChanged: boolean;
  readonly isLocked: boolean;
  readonly problem: string | undefined;
  readonly tabIndex?: number;
  /** `row column`, by which keys find it. */
  readonly place?: string;
  readonly onGrant: (grant: GrantDocument) => void;
  readonly onCondition: () => void;
}

/** One right on one entity: how far it reaches, and a menu of how far it could. */
export function LevelButton(props: LevelButtonProps) {
  const { label, grant, isInherited, isChanged, isLocked, problem, tabIndex = 0, place, onGrant, onCondition } = props;
  const { t } = useTranslation();
  const level = levelOf(grant);
  const name = t(`role.level.${level}`);
  const look = [
    styles.level,
    level === 'none' ? styles.none : '',
    isInherited ? styles.inherited : '',
    isChanged ? styles.changed : '',
    problem === undefined ? '' : styles.wrong,
  ];
  const content = (
    <>
      <LevelGlyph level={level} />
      {level === 'none' ? null : <span>{name}</span>}
    </>
  );
  const spoken = `${label}: ${name}${isInherited ? `, ${t('role.inherited')}` : ''}${problem === undefined ? '' : `. ${problem}`}`;
  const title = problem ?? (level === 'condition' ? String(grant) : t(`role.levelText.${level}`));
  const common = { className: look.join(' '), 'aria-label': spoken, title, tabIndex, 'data-cell': place };
  if (isLocked)
    return (
      <button type="button" {...common} disabled>
        {content}
      </button>
    );
  return (
    <Popover
      label={label}
      trigger={(trigger) => (
        <button type="button" {...trigger} {...common}>
          {content}
        </button>
      )}
    >
      {(close) => (
        <Menu>
          {levels.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === level}
              className={styles.choice}
              onClick={() => {
                close();
                if (each === 'condition') onCondition();
                else onGrant(grantOf(each));
              }}
            >
              <LevelGlyph level={each} />
              <span className={styles.words}>
                <span>{t(`role.level.${each}`)}</span>
                <span className={styles.about}>{t(`role.levelText.${each}`)}</span>
              </span>
              {each === level ? <Check size={14} aria-hidden /> : null}
            </button>
          ))}
        </Menu>
      )}
    </Popover>
  );
}
