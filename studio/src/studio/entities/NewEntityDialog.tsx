import { useNavigate } from '@tanstack/react-router';
import { FileSpreadsheet } from 'lucide-react';
import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useDraftDocument, useStudioDraft } from '../draft/StudioDraft.ts';
import { CsvColumns } from './csv/CsvColumns.tsx';
import { type CsvField, csvFields, entityFromCsv } from './csv/entityFromCsv.ts';
import { readCsvHead } from './csv/readCsvHead.ts';
import { apiName } from './document/apiName.ts';
import { freeName } from './document/changeFields.ts';
import { emptyLocale } from './document/localeTexts.ts';
import { withPath } from './document/members.ts';
import { otherLanguage } from './EntityEditing.ts';
import type { EntityOutline } from './entityOutlines.ts';
import styles from './NewEntityDialog.module.css';
import { NewTitles } from './NewTitles.tsx';
import { StartCard } from './StartCard.tsx';
import { fromTemplate, named, type TemplateName, templateNames } from './templates/entityTemplates.ts';
import { useRomanize } from './useRomanize.ts';

interface NewEntityDialogProps {
  readonly entities: readonly EntityOutline[];
  readonly onClose: () => void;
}

const icons: Readonly<Record<TemplateName, string>> = {
  blank: 'box',
  customer: 'building-2',
  ticket: 'life-buoy',
  event: 'calendar',
  task: 'list-checks',
};

/** A new entity: what it is called, and what it begins as. It is in the draft then, and nothing is saved yet. */
export function NewEntityDialog({ entities, onClose }: NewEntityDialogProps) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const navigate = useNavigate();
  const { editMany, open } = useStudioDraft();
  const locale = useDraftDocument('locale', otherLanguage);
  const romanize = useRomanize();
  const file = useRef<HTMLInputElement>(null);
  const isChinese = i18n.language.startsWith('zh');
  const [english, setEnglish] = useState('');
  const [chinese, setChinese] = useState('');
  const [start, setStart] = useState<TemplateName | 'csv'>('blank');
  const [columns, setColumns] = useState<readonly CsvField[]>([]);
  const [fileName, setFileName] = useState('');
  const [fault, setFault] = useState('');
  // Where there is no English title, the Chinese one stands for it, and the other way round nothing does.
  const title = english.trim() || chinese.trim();
  const taken = useMemo(
    () => [...entities.flatMap((each) => [each.name, each.savedName ?? '']), ...reserved],
    [entities],
  );
  const name = freeName(taken, apiName(title, 'entity', romanize));

  async function read(chosen: File | undefined) {
    if (!chosen) return;
    const head = await readCsvHead(chosen).catch(() => undefined);
    setStart('csv');
    setFileName(chosen.name);
    setFault(head ? '' : t('designer.noCsv', { file: chosen.name }));
    setColumns(head ? csvFields(head) : []);
    if (title === '') (isChinese ? setChinese : setEnglish)(chosen.name.replace(/\.\w+$/, '').slice(0, 100));
  }
  function create() {
    const texts = { name, title, plural: '', otherTitle: chinese.trim(), otherPlural: '' };
    const known = new Set(entities.map((each) => each.name));
    const made = start === 'csv' ? named(entityFromCsv(columns, romanize), texts) : fromTemplate(start, texts, known);
    const nextLocale = withPath(locale.document ?? emptyLocale(otherLanguage), ['entities', name], made.texts);
    editMany([
      { kind: 'entity', name, document: made.document },
      { kind: 'locale', name: otherLanguage, document: nextLocale },
    ]);
    onClose();
    navigate({ to: '/studio/entities/$name', params: { name } });
  }
  const canCreate =
    title !== '' &&
    (locale.status === 'ready' || locale.status === 'missing') &&
    (start !== 'csv' || columns.some(({ type }) => type !== undefined));

  return (
    <Dialog look="wide" label={t('designer.newEntity')} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (canCreate) create();
        }}
      >
        <h2 className={dialog.title}>{t('designer.newEntity')}</h2>
        <NewTitles english={english} chinese={chinese} name={name} onEnglish={setEnglish} onChinese={setChinese} />
        <fieldset className={styles.starts}>
          <legend className={styles.legend}>{t('designer.beginWith')}</legend>
          <div className={styles.cards}>
            {templateNames.map((each) => (
              <StartCard
                key={each}
                group={`${id}-start`}
                icon={<EntityIcon name={icons[each]} />}
                title={t(`designer.template.${each}.title`)}
                about={t(`designer.template.${each}.about`)}
                isChosen={start === each}
                onChoose={() => setStart(each)}
              />
            ))}
            <StartCard
              group={`${id}-start`}
              icon={<FileSpreadsheet size={16} aria-hidden />}
              title={t('designer.template.csv.title')}
              about={fileName || t('designer.template.csv.about')}
              isChosen={start === 'csv'}
              onChoose={() => setStart('csv')}
              onClick={() => {
                if (columns.length === 0) file.current?.click();
              }}
              onDrop={([dropped]) => void read(dropped)}
            />
          </div>
          <input
            ref={file}
            type="file"
            hidden
            accept=".csv,.tsv,.txt,text/csv"
            aria-label={t('designer.chooseFile')}
            onChange={(event) => {
              void read(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </fieldset>
        {start === 'csv' ? (
          <>
            <div>
              <Button onClick={() => file.current?.click()}>{t('designer.chooseFile')}</Button>
            </div>
            {fault ? (
              <p className={dialog.error} role="alert">
                {fault}
              </p>
            ) : null}
            {columns.length > 0 ? <CsvColumns columns={columns} onChange={setColumns} /> : null}
          </>
        ) : null}
        {locale.status === 'failed' ? (
          <ErrorNotice error={locale.error} onRetry={() => open('locale', otherLanguage)} />
        ) : null}
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={!canCreate}>
            {t('designer.begin')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Names that no entity can have: words of expressions, and first parts of addresses. */
const reserved = [
  ...['actor', 'record', 'reference', 'api', 'assets', 'healthz', 'live', 'metrics', 'readyz', 'settings', 'setup'],
  ...['studio', 'welcome'],
];
