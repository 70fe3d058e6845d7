import { useTranslation } from 'react-i18next';
import type { RoleDraft } from '../../store/role/types.ts';
import dialog from '../../ui/DialogContent.module.css';
import { otherLanguage } from '../entities/EntityEditing.ts';
import styles from './RoleEditor.module.css';
import type { RoleTexts } from './roleTexts.ts';
import type { RoleEdits } from './useRoleDraft.ts';

interface RoleTextFieldsProps {
  readonly edits: RoleEdits;
  readonly isLocked: boolean;
  /** The texts of the other language are another definition, which takes another right. */
  readonly hasOther: boolean;
}

const most = { title: 200, description: 1000 };

/** What a role is called and about, in both languages beside each other, one's own first. */
export function RoleTextFields({ edits, isLocked, hasOther }: RoleTextFieldsProps) {
  const { t, i18n } = useTranslation();
  const { role, texts } = edits.current;

  function line(what: keyof RoleTexts, isOther: boolean) {
    const english = role[what] ?? '';
    const label = t(`role.${what}`);
    const isNeeded = what === 'title' && !isOther;
    const hint = what === 'title' ? '' : t('role.descriptionHint');
    const setEnglish = (text: string): RoleDraft => ({ ...role, [what]: text });
    return (
      <label key={`${what} ${isOther}`} className={dialog.field}>
        <span>
          {!hasOther ? label : isOther ? t('role.inChinese', { text: label }) : t('role.inEnglish', { text: label })}
        </span>
        <input
          className={dialog.input}
          value={isOther ? texts[what] : english}
          disabled={isLocked}
          maxLength={most[what]}
          aria-invalid={isNeeded && english.trim() === ''}
          placeholder={isOther ? english || hint : hint}
          onChange={({ target }) => {
            if (isOther) edits.changeTexts({ ...texts, [what]: target.value }, `other ${what}`);
            else edits.change(setEnglish(target.value), what);
          }}
        />
      </label>
    );
  }
  const languages = !hasOther ? [false] : i18n.language === otherLanguage ? [true, false] : [false, true];
  return (
    <div className={styles.texts}>
      {languages.map((isOther) => line('title', isOther))}
      {languages.map((isOther) => line('description', isOther))}
    </div>
  );
}
