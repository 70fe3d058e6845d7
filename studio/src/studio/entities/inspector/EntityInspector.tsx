import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../../core/lib/json.ts';
import { Button } from '../../../ui/Button.tsx';
import { EntityIcon } from '../../../ui/EntityIcon.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { emptyLocale, localeText } from '../document/localeTexts.ts';
import { objectAt, textAt, withMember, withPath } from '../document/members.ts';
import { otherLanguage, useEntityEditing } from '../EntityEditing.ts';
import { useFieldTitles } from '../useFieldTitles.ts';
import { BothTexts } from './BothTexts.tsx';
import { EntityNameLine } from './EntityNameLine.tsx';
import { FieldGroups } from './FieldGroups.tsx';
import { IconButton } from './IconButton.tsx';
import styles from './inspector.module.css';
import { Line } from './Line.tsx';
import { Part } from './Part.tsx';
import { RulesPart } from './RulesPart.tsx';
import { Toggle } from './Toggle.tsx';

interface EntityInspectorProps {
  readonly problems: readonly string[];
  readonly onRemove: () => void;
}

/** What is said of the entity as a whole. */
export function EntityInspector({ problems, onRemove }: EntityInspectorProps) {
  const { t, i18n } = useTranslation();
  const editing = useEntityEditing();
  const { document, name, fields, locale, model } = editing;
  const step = (what: string) => `${name} entity ${what}`;
  const set = (key: string, value: Json | undefined) =>
    editing.change((before) => withMember(before, key, value), step(key));
  const text = (key: string) => textAt(document, key) ?? '';
  const other = (key: string) => localeText(locale, name, [key]);
  const group = text('x-group');
  const groupTexts = objectAt(locale, 'groups');
  const displays = fields.filter(({ type }) => type !== undefined && displayable.has(type));
  const parents = fields.filter(({ type }) => type === 'relation');
  const parent = objectAt(document, 'x-parent');
  const title = text('title');
  const titles = useFieldTitles();

  function setTitle(language: 'en' | 'other', typed: string) {
    const isCopied = language === 'other' && (title === '' || title === other('title'));
    const english = language === 'en' || isCopied ? typed : title;
    const texts = locale ?? emptyLocale(otherLanguage);
    const nextTexts =
      language === 'other' ? withPath(texts, ['entities', name, 'title'], typed === '' ? undefined : typed) : texts;
    editing.changeBoth({ ...document, title: english }, nextTexts, step('title'));
  }

  return (
    <section className={styles.inspector} aria-label={t('designer.entitySettings')}>
      <header className={styles.head}>
        <span className={styles.headIcon}>
          <EntityIcon name={text('x-icon')} size={17} />
        </span>
        <h2 className={styles.headTitle}>{(i18n.language === otherLanguage && other('title')) || title}</h2>
      </header>
      <div className={styles.basics}>
        {problems.map((message) => (
          <p key={message} className={styles.problem} role="alert">
            {message}
          </p>
        ))}
        <div className={styles.row}>
          <IconButton icon={text('x-icon')} onChange={(icon) => set('x-icon', icon)} />
          <div className={styles.grow}>
            <EntityNameLine />
          </div>
        </div>
        <BothTexts
          label={t('designer.title')}
          en={title}
          other={other('title')}
          maxLength={200}
          problem={title.trim() === '' ? t('designer.needsTitle') : undefined}
          onEn={(typed) => setTitle('en', typed)}
          onOther={(typed) => setTitle('other', typed)}
        />
        <BothTexts
          label={t('designer.plural')}
          en={text('x-plural')}
          other={other('pluralTitle')}
          placeholder={title}
          maxLength={200}
          onEn={(typed) => set('x-plural', typed === '' ? undefined : typed)}
          onOther={(typed) => editing.setText(['pluralTitle'], typed, step('plural other'))}
        />
        <Line label={t('designer.display')} help={t('designer.displayHelp')}>
          {(control) => (
            <Choice
              {...control}
              value={text('x-display')}
              onChange={(event) => set('x-display', event.target.value === '' ? undefined : event.target.value)}
            >
              <option value="">{t('designer.displayDefault')}</option>
              {displays.map((field) => (
                <option key={field.name} value={field.name}>
                  {titles.get(field.name) ?? field.title}
                </option>
              ))}
            </Choice>
          )}
        </Line>
        <Toggle
          label={t('designer.owned')}
          help={t('designer.ownedHelp')}
          isOn={document['x-owned'] === true}
          onChange={(isOn) => set('x-owned', isOn ? true : undefined)}
        />
      </div>
      <RulesPart />
      <Part title={t('designer.placing')} summary={group}>
        <Line label={t('designer.entityGroup')} help={t('designer.entityGroupHelp')}>
          {(control) => (
            <>
              <input
                {...control}
                className={styles.input}
                list={`${control.id}-groups`}
                maxLength={100}
                value={group}
                onChange={(event) => set('x-group', event.target.value === '' ? undefined : event.target.value)}
              />
              <datalist id={`${control.id}-groups`}>
                {model.groups.map((each) => (
                  <option key={each.name} value={each.name}>
                    {each.title}
                  </option>
                ))}
              </datalist>
            </>
          )}
        </Line>
        {group === '' ? null : (
          <Line label={t('designer.inChinese', { text: t('designer.entityGroup') })}>
            {(control) => (
              <input
                {...control}
                className={styles.input}
                maxLength={100}
                placeholder={group}
                value={textAt(groupTexts, group) ?? ''}
                onChange={(event) => {
                  const typed = event.target.value;
                  const texts = locale ?? emptyLocale(otherLanguage);
                  const next = withPath(texts, ['groups', group], typed === '' ? undefined : typed);
                  editing.changeBoth(document, next, step('group other'));
                }}
              />
            )}
          </Line>
        )}
        <Toggle
          label={t('designer.amongSettings')}
          isOn={document['x-settings'] === true}
          onChange={(isOn) => set('x-settings', isOn ? true : undefined)}
        />
        {parents.length > 0 ? (
          <Line label={t('designer.parent')} help={t('designer.parentHelp')}>
            {(control) => (
              <Choice
                {...control}
                value={textAt(parent, 'field') ?? ''}
                onChange={(event) => {
                  const field = parents.find((each) => each.name === event.target.value);
                  const to = field && textAt(objectAt(field.schema, 'x-relation'), 'to');
                  set('x-parent', field && to !== undefined ? { entity: to, field: field.name } : undefined);
                }}
              >
                <option value="">{t('designer.noParent')}</option>
                {parents.map((field) => (
                  <option key={field.name} value={field.name}>
                    {titles.get(field.name) ?? field.title}
                  </option>
                ))}
              </Choice>
            )}
          </Line>
        ) : null}
      </Part>
      <Part title={t('designer.about')} summary={text('description')}>
        <BothTexts
          label={t('designer.about')}
          en={text('description')}
          other={other('description')}
          isLong
          maxLength={2000}
          onEn={(typed) => set('description', typed === '' ? undefined : typed)}
          onOther={(typed) => editing.setText(['description'], typed, step('description other'))}
        />
      </Part>
      <FieldGroups
        title={t('designer.uniqueTogether')}
        help={t('designer.uniqueTogetherHelp')}
        fields={fields}
        groups={listOf(document['x-unique'])}
        onChange={(groups) => set('x-unique', groups.length > 0 ? groups : undefined)}
      />
      <FieldGroups
        title={t('designer.indexTogether')}
        help={t('designer.indexTogetherHelp')}
        fields={fields}
        groups={listOf(document['x-index'])}
        onChange={(groups) => set('x-index', groups.length > 0 ? groups : undefined)}
      />
      <div className={styles.foot}>
        <Button look="quiet" icon={<Trash2 size={14} aria-hidden />} onClick={onRemove}>
          {t('designer.removeEntity')}
        </Button>
      </div>
    </section>
  );
}

/** Types short enough to stand for a record. */
const displayable: ReadonlySet<string> = new Set([
  ...['text', 'personName', 'email', 'phone', 'autoNumber', 'formula', 'integer', 'date', 'select', 'url'],
]);

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
