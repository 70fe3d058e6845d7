import { Copy, CopyPlus, MoreHorizontal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Menu, MenuItem, MenuLine } from '../../../ui/Menu.tsx';
import { Popover } from '../../../ui/Popover.tsx';
import { changeField } from '../document/changeFields.ts';
import type { EntityField } from '../document/entityFields.ts';
import { fieldText, localeText } from '../document/localeTexts.ts';
import { textAt, withMember } from '../document/members.ts';
import { otherLanguage, useEntityEditing } from '../EntityEditing.ts';
import { FieldTypeIcon } from '../FieldTypeIcon.tsx';
import { setFieldTitle } from '../fieldActions.ts';
import { BothTexts } from './BothTexts.tsx';
import { CopyFieldDialog } from './CopyFieldDialog.tsx';
import { DefaultPart } from './DefaultPart.tsx';
import type { FieldPartProps } from './FieldPartProps.ts';
import styles from './inspector.module.css';
import { MorePart } from './MorePart.tsx';
import { MovesPart } from './MovesPart.tsx';
import { NameLine } from './NameLine.tsx';
import { OptionsEditor } from './OptionsEditor.tsx';
import { Part } from './Part.tsx';
import { TypeLine } from './TypeLine.tsx';
import { TypeSettings } from './TypeSettings.tsx';
import { ValidationPart } from './ValidationPart.tsx';

interface FieldInspectorProps {
  readonly field: EntityField;
  /** Stays the same while the field gets other names. */
  readonly editKey: string;
  readonly problems: readonly string[];
  readonly onRenamed: (name: string) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

/** Everything that can be said of one field. */
export function FieldInspector({ field, editKey, problems, onRenamed, onDuplicate, onRemove }: FieldInspectorProps) {
  const { t, i18n } = useTranslation();
  const editing = useEntityEditing();
  const [isCopying, setCopying] = useState(false);
  const { name, schema } = field;
  const text = (path: readonly string[]) => localeText(editing.locale, editing.name, path);
  const title = text(fieldText.title(name));
  const help = text(fieldText.help(name));
  const step = (what: string) => `${editing.name} ${editKey} ${what}`;
  const onSchema: FieldPartProps['onSchema'] = (change, what) =>
    editing.change((document) => changeField(document, name, change), step(what));
  const setTitle = (language: 'en' | 'other', typed: string) => {
    const now = setFieldTitle(editing, field, language, typed, step('title'));
    if (now !== name) onRenamed(now);
  };

  return (
    <section className={styles.inspector} aria-label={t('designer.fieldSettings')}>
      <header className={styles.head}>
        <span className={styles.headIcon}>
          <FieldTypeIcon type={field.type} size={17} />
        </span>
        <h2 className={styles.headTitle}>{(i18n.language === otherLanguage && title) || field.title}</h2>
        <Popover
          label={t('designer.fieldActions')}
          trigger={(props) => (
            <Button
              {...props}
              look="quiet"
              aria-label={t('designer.fieldActions')}
              icon={<MoreHorizontal size={16} aria-hidden />}
            />
          )}
        >
          {(close) => (
            <Menu>
              <MenuItem
                icon={<CopyPlus size={14} />}
                onClick={() => {
                  close();
                  onDuplicate();
                }}
              >
                {t('designer.duplicate')}
              </MenuItem>
              <MenuItem
                icon={<Copy size={14} />}
                onClick={() => {
                  close();
                  setCopying(true);
                }}
              >
                {t('designer.copyTo')}
              </MenuItem>
              <MenuLine />
              <MenuItem
                isDanger
                icon={<Trash2 size={14} />}
                onClick={() => {
                  close();
                  onRemove();
                }}
              >
                {t('designer.removeField')}
              </MenuItem>
            </Menu>
          )}
        </Popover>
      </header>
      <div className={styles.basics}>
        {problems.map((message) => (
          <p key={message} className={styles.problem} role="alert">
            {message}
          </p>
        ))}
        <BothTexts
          label={t('designer.title')}
          en={textAt(schema, 'title') ?? ''}
          other={title}
          placeholder={field.title}
          maxLength={200}
          onEn={(typed) => setTitle('en', typed)}
          onOther={(typed) => setTitle('other', typed)}
        />
        <NameLine key={editKey} field={field} step={step('name')} onRenamed={onRenamed} />
        <TypeLine field={field} onSchema={onSchema} />
        <OptionsEditor field={field} step={step('options')} />
        <TypeSettings field={field} editKey={editKey} onSchema={onSchema} />
      </div>
      <ValidationPart key={`validation ${editKey}`} field={field} onSchema={onSchema} step={step('required')} />
      <DefaultPart key={`default ${editKey}`} field={field} onSchema={onSchema} />
      <Part title={t('designer.help')} summary={textAt(schema, 'description') ?? help}>
        <BothTexts
          label={t('designer.help')}
          en={textAt(schema, 'description') ?? ''}
          other={help}
          isLong
          maxLength={2000}
          onEn={(typed) =>
            onSchema((before) => withMember(before, 'description', typed === '' ? undefined : typed), 'help')
          }
          onOther={(typed) => editing.setText(fieldText.help(name), typed, step('help'))}
        />
      </Part>
      <MovesPart key={`moves ${editKey}`} field={field} onSchema={onSchema} step={step('moves')} />
      <MorePart field={field} onSchema={onSchema} />
      <p className={styles.foot}>
        {editing.savedIds.has(field.id) ? t('designer.identity', { id: field.id }) : t('designer.isNew')}
      </p>
      {isCopying ? <CopyFieldDialog field={field} onClose={() => setCopying(false)} /> : null}
    </section>
  );
}
