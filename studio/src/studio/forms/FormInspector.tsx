import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { findField } from '../../store/model.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { textsAt, withMember } from '../entities/document/members.ts';
import { BothTexts } from '../entities/inspector/BothTexts.tsx';
import styles from '../entities/inspector/inspector.module.css';
import { ConditionLine } from './ConditionLine.tsx';
import {
  changeField,
  changeSection,
  findPlace,
  removeField,
  removeSection,
  removeTab,
  type SectionPlace,
  setColumns,
  setTabTitle,
  withMembers,
} from './document/formEdits.ts';
import { withLayout } from './document/formLayout.ts';
import own from './FormDesigner.module.css';
import { useFormDesign } from './FormEditingContext.ts';
import { OptionConditions } from './OptionConditions.tsx';
import { titleOfField } from './titleOfField.ts';

/** What is set of the part of the form that is looked at. */
export function FormInspector() {
  const { t } = useTranslation();
  const { selected, tabs } = useFormDesign();
  const place = selected.kind === 'field' ? findPlace(tabs, selected.field) : undefined;
  return (
    <section className={own.inspector} aria-label={t('formDesigner.settings')} data-own-keys>
      {selected.kind === 'field' && place ? (
        <FieldSettings key={selected.field} name={selected.field} />
      ) : selected.kind === 'section' && tabs[selected.tab]?.sections[selected.section] ? (
        <SectionSettings key={`${selected.tab} ${selected.section}`} place={selected} />
      ) : selected.kind === 'tab' && tabs[selected.tab] ? (
        <TabSettings key={selected.tab} tab={selected.tab} />
      ) : (
        <FormSettings />
      )}
    </section>
  );
}

const longest = { title: 200, help: 1000 };
const widths = ['1', '2', '3'] as const;

function FieldSettings({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { entity, tabs, setTabs, document, otherText, setOtherText, setEnglish } = useFormDesign();
  const place = findPlace(tabs, name);
  const section = place && tabs[place.tab]?.sections[place.section];
  const item = section?.fields[place?.index ?? -1];
  const field = findField(entity, name);
  if (!section || !item) return null;
  const set = (change: Parameters<typeof changeField>[2], step?: string) =>
    setTabs(changeField(tabs, name, change), step);
  return (
    <>
      <PartHead
        title={titleOfField(entity, name)}
        label={t('formDesigner.takeOut')}
        onRemove={() => setTabs(removeField(tabs, name))}
      />
      <div className={styles.basics}>
        <Segmented
          label={t('formDesigner.width')}
          value={widths.find((width) => Number(width) === item.span) ?? '1'}
          options={widths
            .filter((width) => Number(width) <= section.columns)
            .map((value) => ({ value, title: t('formDesigner.widthOf', { width: value, columns: section.columns }) }))}
          onChange={(width) => set({ span: width === '1' ? undefined : Number(width) })}
        />
        <BothTexts
          label={t('formDesigner.help')}
          en={item.help ?? ''}
          other={otherText(item.help)}
          placeholder={field?.help ?? ''}
          isLong
          maxLength={longest.help}
          onEn={(text) => {
            const next = withLayout(document, changeField(tabs, name, { help: text || undefined }));
            setEnglish(next, item.help, text, `help ${name}`);
          }}
          onOther={(text) => item.help !== undefined && setOtherText(item.help, text, `other help ${name}`)}
        />
        <ConditionLine
          label={t('formDesigner.showWhen')}
          none={t('formDesigner.always')}
          source={item.showWhen}
          onChange={(showWhen) => set({ showWhen })}
        />
        {field?.computed ? null : (
          <>
            <ConditionLine
              label={t('formDesigner.requireWhen')}
              none={field?.required ? t('formDesigner.alwaysRequired') : t('formDesigner.never')}
              source={item.requireWhen}
              onChange={(requireWhen) => set({ requireWhen })}
            />
            <ConditionLine
              label={t('formDesigner.readOnlyWhen')}
              none={t('formDesigner.never')}
              source={item.readOnlyWhen}
              onChange={(readOnlyWhen) => set({ readOnlyWhen })}
            />
          </>
        )}
      </div>
      {field && (field.type === 'select' || field.type === 'multiSelect') ? <OptionConditions field={field} /> : null}
    </>
  );
}

function SectionSettings({ place }: { readonly place: SectionPlace }) {
  const { t } = useTranslation();
  const { tabs, setTabs, document, otherText, setOtherText, setEnglish } = useFormDesign();
  const section = tabs[place.tab]?.sections[place.section];
  if (!section) return null;
  const { title, description } = section;
  const withText = (change: { readonly title?: string | undefined; readonly description?: string | undefined }) =>
    withLayout(
      document,
      changeSection(tabs, place, (before) => withMembers(before, change)),
    );
  const step = `${place.tab} ${place.section}`;
  return (
    <>
      <PartHead
        title={title ?? t('formDesigner.section')}
        label={t('action.remove')}
        onRemove={() => setTabs(removeSection(tabs, place))}
      />
      <div className={styles.basics}>
        <BothTexts
          label={t('formDesigner.title')}
          en={title ?? ''}
          other={otherText(title)}
          maxLength={longest.title}
          onEn={(text) => setEnglish(withText({ title: text || undefined }), title, text, `title ${step}`)}
          onOther={(text) => title !== undefined && setOtherText(title, text, `other title ${step}`)}
        />
        <BothTexts
          label={t('formDesigner.description')}
          en={description ?? ''}
          other={otherText(description)}
          isLong
          maxLength={longest.help}
          onEn={(text) => setEnglish(withText({ description: text || undefined }), description, text, `about ${step}`)}
          onOther={(text) => description !== undefined && setOtherText(description, text, `other about ${step}`)}
        />
        <Segmented
          label={t('formDesigner.columns')}
          value={widths[section.columns - 1] ?? '2'}
          options={widths.map((value) => ({ value, title: value }))}
          onChange={(columns) => setTabs(setColumns(tabs, place, columns === '1' ? 1 : columns === '2' ? 2 : 3))}
        />
        <ConditionLine
          label={t('formDesigner.showWhen')}
          none={t('formDesigner.always')}
          source={section.showWhen}
          onChange={(showWhen) => setTabs(changeSection(tabs, place, (before) => withMembers(before, { showWhen })))}
        />
      </div>
    </>
  );
}

function TabSettings({ tab }: { readonly tab: number }) {
  const { t } = useTranslation();
  const { tabs, setTabs, showTab, document, select, otherText, setOtherText, setEnglish } = useFormDesign();
  const title = tabs[tab]?.title;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.headTitle}>{title ?? t('form.tab', { number: tab + 1 })}</h2>
        <Button
          look="quiet"
          disabled={tabs.length < 2}
          icon={<Trash2 size={14} aria-hidden />}
          onClick={() => {
            setTabs(removeTab(tabs, tab));
            showTab(0);
            select({ kind: 'form' });
          }}
        >
          {t('action.remove')}
        </Button>
      </header>
      <div className={styles.basics}>
        <BothTexts
          label={t('formDesigner.title')}
          en={title ?? ''}
          other={otherText(title)}
          maxLength={longest.title}
          onEn={(text) => setEnglish(withLayout(document, setTabTitle(tabs, tab, text)), title, text, `tab ${tab}`)}
          onOther={(text) => title !== undefined && setOtherText(title, text, `other tab ${tab}`)}
        />
        <p className={styles.help}>{t('formDesigner.oneTab')}</p>
      </div>
    </>
  );
}

function FormSettings() {
  const { t } = useTranslation();
  const { roles: all } = useModel();
  const { document, change, otherText, setOtherText, setEnglish } = useFormDesign();
  const title = typeof document.title === 'string' ? document.title : '';
  const roles = textsAt(document, 'roles');
  const isDefault = document.default === true;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.headTitle}>{t('formDesigner.form')}</h2>
      </header>
      <div className={styles.basics}>
        <BothTexts
          label={t('formDesigner.title')}
          en={title}
          other={otherText(title)}
          maxLength={longest.title}
          onEn={(text) => setEnglish({ ...document, title: text }, title, text, 'form title')}
          onOther={(text) => setOtherText(title, text, 'other form title')}
        />
        <fieldset className={own.roles}>
          <legend className={styles.label}>{t('formDesigner.roles')}</legend>
          <p className={styles.help}>{isDefault ? t('formDesigner.rolesOfDefault') : t('formDesigner.rolesHelp')}</p>
          <div className={styles.checks}>
            {all.map((role) => (
              <label key={role.name} className={styles.check}>
                <input
                  type="checkbox"
                  disabled={isDefault}
                  checked={roles.includes(role.name)}
                  onChange={({ target }) => {
                    const next = target.checked ? [...roles, role.name] : roles.filter((name) => name !== role.name);
                    change((before) => withMember(before, 'roles', next.length > 0 ? next : undefined));
                  }}
                />
                {role.title}
              </label>
            ))}
          </div>
        </fieldset>
        <p className={styles.note}>{t('formDesigner.keys')}</p>
      </div>
    </>
  );
}

interface PartHeadProps {
  readonly title: string;
  /** What the button says that takes the part away. */
  readonly label: string;
  readonly onRemove: () => void;
}

function PartHead({ title, label, onRemove }: PartHeadProps) {
  const { select } = useFormDesign();
  return (
    <header className={styles.head}>
      <h2 className={styles.headTitle}>{title}</h2>
      <Button
        look="quiet"
        icon={<Trash2 size={14} aria-hidden />}
        onClick={() => {
          onRemove();
          select({ kind: 'form' });
        }}
      >
        {label}
      </Button>
    </header>
  );
}
