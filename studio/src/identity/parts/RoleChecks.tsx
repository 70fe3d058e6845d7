import type { ReactNode } from 'react';
import type { BrowserRole } from '../../../../core/model/browserModel.ts';
import { Check } from './Check.tsx';
import styles from './RoleChecks.module.css';

interface RoleChecksProps {
  readonly label: string;
  readonly roles: readonly BrowserRole[];
  /** Names. */
  readonly value: readonly string[];
  /** Those that may not be given or taken. */
  readonly isFixed?: (role: string) => boolean;
  readonly help?: ReactNode;
  readonly onChange: (names: string[]) => void;
}

/** Which roles. */
export function RoleChecks({ label, roles, value, isFixed, help, onChange }: RoleChecksProps) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.list}>
        {roles.map(({ name, title, description }) => (
          <Check
            key={name}
            label={title}
            help={description}
            checked={value.includes(name)}
            disabled={isFixed?.(name) ?? false}
            onChange={(isOn) => onChange(isOn ? [...value, name] : value.filter((other) => other !== name))}
          />
        ))}
      </div>
      {help ? <p className={styles.help}>{help}</p> : null}
    </fieldset>
  );
}
