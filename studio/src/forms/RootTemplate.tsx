import type { ObjectFieldTemplateProps } from '@rjsf/utils';
import { Tabs } from 'antd';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField, FormSection, FormTab } from '../../../core/model/types.ts';
import { parsePointer } from '../lib/jsonPointer.ts';
import { sectionKey } from '../store/conditions.ts';
import { findField } from '../store/model.ts';
import { useConditions } from './ConditionsContext.tsx';
import { fieldOfControl } from './controlId.ts';
import { useDraft } from './DraftContext.tsx';
import { useFormSetup } from './FormSetup.tsx';
import styles from './RootTemplate.module.css';

/** The whole record: tabs of sections of fields, as the form definition lays them out. */
export function RootTemplate({ properties }: ObjectFieldTemplateProps) {
  const { t } = useTranslation();
  const { tabs, activeTab, onTab } = useFormSetup();
  const faults = useDraft((state) => state.faults);
  const contents = new Map(properties.map(({ name, content }) => [name, content]));
  const problems = useDraft((state) => state.problems);
  const faulty = new Set([
    ...faults.map(({ pointer }) => parsePointer(pointer)[0]),
    ...[...problems.keys()].map(fieldOfControl),
  ]);
  const sections = (tab: FormTab, tabIndex: number) =>
    tab.sections.map((section, index) => {
      const key = sectionKey(tabIndex, index);
      return <Section key={key} sectionKey={key} section={section} contents={contents} />;
    });

  const [only] = tabs;
  if (tabs.length === 1 && only) return <>{sections(only, 0)}</>;
  return (
    <Tabs
      activeKey={String(activeTab)}
      onChange={(key) => onTab(Number(key))}
      items={tabs.map((tab, index) => ({
        key: String(index),
        // All tabs stay in the page: what is typed in one is not lost in another.
        forceRender: true,
        label: (
          <>
            {tab.title ?? t('form.tab', { number: index + 1 })}
            <TabMark count={faultsIn(tab, faulty)} />
          </>
        ),
        children: sections(tab, index),
      }))}
    />
  );
}

interface SectionProps {
  readonly sectionKey: string;
  readonly section: FormSection;
  readonly contents: ReadonlyMap<string, ReactNode>;
}

function Section({ sectionKey: key, section, contents }: SectionProps) {
  const { entity } = useFormSetup();
  const { hidden, hiddenSections } = useConditions();
  const shown = section.fields.filter(({ field }) => contents.has(field) && !hidden.has(field));
  if (hiddenSections.has(key) || shown.length === 0) return null;
  const isTable = shown.every(({ field }) => findField(entity, field)?.children);
  const columns: CSSProperties & Record<'--columns', number> = { '--columns': section.columns };
  return (
    <section className={`${styles.section} ${section.title && !isTable ? '' : styles.stacked}`}>
      {section.title ? (
        <div className={styles.heading}>
          <h2>{section.title}</h2>
          {section.description ? <p>{section.description}</p> : null}
        </div>
      ) : null}
      <div className={styles.grid} style={columns}>
        {shown.map((item) => (
          <GridItem key={item.field} item={item} columns={section.columns}>
            {contents.get(item.field)}
          </GridItem>
        ))}
      </div>
    </section>
  );
}

/** Types that need the width of the section to be of use. */
const wideTypes = new Set(['multiline', 'markdown', 'json', 'children', 'files', 'images', 'address', 'polymorphic']);

interface GridItemProps {
  readonly item: FormField;
  readonly columns: number;
  readonly children: ReactNode;
}

function GridItem({ item, columns, children }: GridItemProps) {
  const { entity } = useFormSetup();
  const isWide = wideTypes.has(findField(entity, item.field)?.type ?? '');
  const span = Math.min(item.span ?? (isWide ? columns : 1), columns);
  const style: CSSProperties & Record<'--span', number> = { '--span': span };
  return (
    <div className={styles.item} style={style}>
      {children}
    </div>
  );
}

/** How many fields of a tab are wrong. */
function TabMark({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={styles.mark} role="img" aria-label={t('form.faults', { count })}>
      {count}
    </span>
  );
}

function faultsIn(tab: FormTab, faulty: ReadonlySet<string | undefined>): number {
  return new Set(
    tab.sections.flatMap(({ fields }) => fields.map(({ field }) => field).filter((name) => faulty.has(name))),
  ).size;
}
