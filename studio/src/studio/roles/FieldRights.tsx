import { useTranslation } from 'react-i18next';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { FieldRight, Mask } from '../../../../core/model/types.ts';
import { ownEntry } from '../../store/role/grants.ts';
import { Choice } from '../../workspace/list/Choice.tsx';
import styles from './FieldRights.module.css';
import type { RoleEditing } from './RoleEditing.ts';

interface FieldRightsProps {
  readonly editing: RoleEditing;
  readonly entity: BrowserEntity;
}

const masks: readonly Mask[] = ['last4', 'first1', 'email', 'phone', 'all'];

/** Without these no record could be told from another. */
const alwaysRead: ReadonlySet<string> = new Set(['id', 'version']);

/** The fields of an entity: which are seen, seen in part, changed. */
export function FieldRights({ editing, entity }: FieldRightsProps) {
  const { t } = useTranslation();
  const said = ownEntry(editing.role, entity.name)?.fields ?? {};
  const fields = entity.fields.filter(({ name }) => !alwaysRead.has(name));
  return (
    <div className={styles.box}>
      <p className={styles.text}>{t('role.fieldsText')}</p>
      <ul className={styles.fields}>
        {fields.map((field) => (
          <FieldLine
            key={field.name}
            field={field}
            right={said[field.name] ?? {}}
            isLocked={editing.isLocked}
            onChange={(right) => editing.setField(entity.name, field.name, right)}
          />
        ))}
      </ul>
    </div>
  );
}

interface FieldLineProps {
  readonly field: BrowserField;
  readonly right: FieldRight;
  readonly isLocked: boolean;
  readonly onChange: (right: FieldRight) => void;
}

function FieldLine({ field, right, isLocked, onChange }: FieldLineProps) {
  const { t } = useTranslation();
  const { title, computed } = field;
  const isSeen = right.read !== false && right.mask === undefined;
  const isWritten = !computed && (right.write ?? isSeen);
  const isSaid = Object.keys(right).length > 0;

  function setRead(choice: string) {
    const mask = masks.find((each) => each === choice);
    // What is not seen in clear is not changed either, unless somebody says so; that is not carried over.
    if (mask) onChange({ mask });
    else if (choice === 'no') onChange({ read: false });
    else if (choice === 'always') onChange({ read: true });
    else onChange(isWritten || computed || !isSeen ? {} : { write: false });
  }
  function setWrite(isAllowed: boolean) {
    const { write: _, ...rest } = right;
    onChange(isAllowed === isSeen ? rest : { ...rest, write: isAllowed });
  }

  return (
    <li className={`${styles.field} ${isSaid ? styles.said : ''}`}>
      <span className={styles.name} title={title}>
        {title}
      </span>
      <Choice
        className={styles.read}
        aria-label={t('role.readField', { field: title })}
        disabled={isLocked}
        value={right.mask ?? (right.read === false ? 'no' : right.read === true ? 'always' : 'yes')}
        onChange={({ target }) => setRead(target.value)}
      >
        <option value="yes">{t('role.read.yes')}</option>
        {isDerived(field) || right.read === true ? <option value="always">{t('role.read.always')}</option> : null}
        {masksOf(field).map((mask) => (
          <option key={mask} value={mask}>
            {t(`role.mask.${mask}`)}
          </option>
        ))}
        <option value="no">{t('role.read.no')}</option>
      </Choice>
      <label className={styles.write}>
        <input
          type="checkbox"
          checked={isWritten}
          disabled={isLocked || computed}
          aria-label={t('role.writeField', { field: title })}
          onChange={({ target }) => setWrite(target.checked)}
        />
        <span>{t('role.write')}</span>
      </label>
    </li>
  );
}

function isDerived({ formula, rollup }: BrowserField): boolean {
  return formula !== undefined || rollup !== undefined;
}

/** Only texts of one piece can be shown in part; sealed ones as a whole or not at all. */
function masksOf(field: BrowserField): readonly Mask[] {
  if (field.type === 'encrypted') return ['all'];
  const isPlain = !field.system && !field.relation && !field.options && !isDerived(field);
  return isPlain && field.cel.kind === 'string' ? masks : [];
}
