import { ChevronLeft, ChevronRight } from 'lucide-react';
import { memo, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserModel } from '../../../../../core/model/browserModel.ts';
import { ModelProvider, useLoadLabel, useModel } from '../../../app/ModelContext.tsx';
import { findEntity } from '../../../store/model.ts';
import { Button } from '../../../ui/Button.tsx';
import { PanelBoundary } from '../../../ui/PanelBoundary.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { type EntityField, entityFields } from '../document/entityFields.ts';
import { textAt } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import styles from './EntityPreview.module.css';
import { FormPreview } from './FormPreview.tsx';
import { ListPreview } from './ListPreview.tsx';
import { type SavedNames, useSampleRecords } from './useSampleRecords.ts';

/** The form and the list as the draft makes them, with some records; nothing that is typed in them is saved. */
export function EntityPreview() {
  const { name, model, saved, fields } = useEntityEditing();
  const live = useModel();
  const names = JSON.stringify(savedNamesOf(name, saved, fields));
  const savedNames = useMemo((): SavedNames => JSON.parse(names), [names]);
  // A form of many fields takes long to render: keys come first.
  const drafted = useDeferredValue(model);
  return <Drafted name={name} live={live} model={drafted} savedNames={savedNames} />;
}

interface DraftedProps {
  readonly name: string;
  readonly live: BrowserModel;
  /** As the draft makes it. */
  readonly model: BrowserModel;
  readonly savedNames: SavedNames;
}

/** Renders again when the server has answered what the draft makes of the model, not with each key that is typed. */
const Drafted = memo(function Drafted({ name, live, model, savedNames }: DraftedProps) {
  const { t } = useTranslation();
  const loadLabel = useLoadLabel();
  const entity = findEntity(model, name);
  if (!entity) return <p className={styles.nothing}>{t('designer.noPreview')}</p>;
  return (
    <ModelProvider model={model} loadLabel={loadLabel}>
      <FormOrList live={live} entity={entity} savedNames={savedNames} />
    </ModelProvider>
  );
});

interface FormOrListProps {
  readonly live: BrowserModel;
  readonly entity: BrowserEntity;
  readonly savedNames: SavedNames;
}

function FormOrList({ live, entity, savedNames }: FormOrListProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'form' | 'list'>('form');
  const [at, setAt] = useState(0);
  const records = useSampleRecords(live, entity, savedNames);
  const index = Math.min(at, records.length - 1);
  return (
    <section className={styles.preview} aria-label={t('designer.preview')}>
      <div className={styles.bar}>
        <Segmented
          label={t('designer.preview')}
          hideLabel
          value={kind}
          options={[
            { value: 'form', title: t('designer.form') },
            { value: 'list', title: t('designer.list') },
          ]}
          onChange={setKind}
        />
        {kind === 'form' ? (
          <span className={styles.pager}>
            <Button
              look="quiet"
              aria-label={t('designer.previousRecord')}
              disabled={index <= 0}
              icon={<ChevronLeft size={15} aria-hidden />}
              onClick={() => setAt(index - 1)}
            />
            <span>{t('designer.recordAt', { at: index + 1, of: records.length })}</span>
            <Button
              look="quiet"
              aria-label={t('designer.nextRecord')}
              disabled={index >= records.length - 1}
              icon={<ChevronRight size={15} aria-hidden />}
              onClick={() => setAt(index + 1)}
            />
          </span>
        ) : null}
        <span className={styles.note}>{t('designer.nothingSaved')}</span>
      </div>
      <PanelBoundary>
        {kind === 'form' ? (
          <FormPreview key={String(records[index]?.id)} entity={entity} record={records[index] ?? {}} />
        ) : (
          <ListPreview entity={entity} records={records} />
        )}
      </PanelBoundary>
    </section>
  );
}

function savedNamesOf(name: string, saved: JsonObject | null, fields: readonly EntityField[]): SavedNames {
  if (!saved) return { entity: undefined, fields: [] };
  const before = new Map(entityFields(saved).map((field) => [field.id, field.name]));
  const renamed = fields.flatMap((field) => {
    const was = before.get(field.id);
    return was === undefined || was === field.name ? [] : [{ name: field.name, was }];
  });
  return { entity: textAt(saved, '$id') ?? name, fields: renamed };
}
