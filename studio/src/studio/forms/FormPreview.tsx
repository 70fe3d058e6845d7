import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { FormTab } from '../../../../core/model/types.ts';
import { RecordForm } from '../../forms/RecordForm.tsx';
import { useChecks } from '../../forms/useChecks.ts';
import { createDraft } from '../../store/createDraft.ts';
import { initialValues } from '../../store/initialValues.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import styles from './FormPreview.module.css';
import type { FormEditing } from './useFormDraft.ts';

interface FormPreviewProps {
  readonly editing: FormEditing;
  readonly entity: BrowserEntity;
  readonly isPhone: boolean;
}

/** The form itself, as the draft has it. One can type in it, and nothing is saved. */
export function FormPreview({ editing, entity, isPhone }: FormPreviewProps) {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const formId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed stays while the form changes
  const draft = useMemo(() => createDraft(initialValues(entity.fields)), []);
  const { check } = useChecks(entity, draft, 'create');
  const { tabs, otherText } = editing;
  const shown = useMemo(
    () => (i18n.language === 'en' ? tabs : translated(tabs, otherText)),
    [tabs, otherText, i18n.language],
  );
  return (
    <div className={styles.stage}>
      <div className={`${styles.screen} ${isPhone ? styles.phone : ''}`} data-preview={isPhone ? 'phone' : 'computer'}>
        <RecordForm
          formId={formId}
          entity={entity}
          draft={draft}
          check={check}
          tabs={shown}
          isPassing
          idPrefix="preview"
          onSubmit={() => toasts.info(t('formDesigner.complete'))}
        />
        <div className={styles.foot}>
          <span>{t('formDesigner.notSaved')}</span>
          <Button look="main" type="submit" form={formId}>
            {t('formDesigner.tryOut')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function translated(tabs: readonly FormTab[], otherText: (english: string | undefined) => string): FormTab[] {
  const text = (english: string) => otherText(english) || english;
  return tabs.map((tab) => ({
    ...(tab.title === undefined ? {} : { title: text(tab.title) }),
    sections: tab.sections.map(({ title, description, ...section }) => ({
      ...section,
      ...(title === undefined ? {} : { title: text(title) }),
      ...(description === undefined ? {} : { description: text(description) }),
      fields: section.fields.map(({ help, ...field }) => ({
        ...field,
        ...(help === undefined ? {} : { help: text(help) }),
      })),
    })),
  }));
}
