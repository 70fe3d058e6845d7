import { useTranslation } from 'react-i18next';
import { systemRights } from '../../../../core/model/rights.ts';
import type { RoleDraft } from '../../store/role/types.ts';
import styles from './SystemRights.module.css';

interface SystemRightsProps {
  readonly role: RoleDraft;
  readonly isLocked: boolean;
  readonly onChange: (system: readonly string[]) => void;
}

const all = '*';

/** What the holders may do beyond records. */
export function SystemRights({ role, isLocked, onChange }: SystemRightsProps) {
  const { t } = useTranslation();
  const { system = [] } = role;
  const hasAll = system.includes(all);
  return (
    <ul className={styles.rights}>
      {systemRights.map((right) => (
        <li key={right}>
          <label className={styles.right}>
            <input
              type="checkbox"
              checked={hasAll || system.includes(right)}
              disabled={isLocked}
              onChange={({ target }) => {
                const given = hasAll ? systemRights : system;
                const others = given.filter((each) => each !== right);
                // In the order of the list, so that equal rights are equal documents.
                const next = target.checked ? [...others, right] : others;
                onChange(systemRights.filter((each) => next.includes(each)));
              }}
            />
            <span className={styles.words}>
              <span>{t(`role.systemRight.${right}`)}</span>
              <span className={styles.about}>{t(`role.systemText.${right}`)}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
