import { useMemo } from 'react';
import type { BrowserEntity } from '../../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../../api/records.ts';
import { RecordForm } from '../../../forms/RecordForm.tsx';
import { createDraft } from '../../../store/createDraft.ts';
import { initialValues } from '../../../store/initialValues.ts';
import styles from './EntityPreview.module.css';

interface FormPreviewProps {
  readonly entity: BrowserEntity;
  readonly record: RecordValues;
}

/** The generated form itself. It is typed in as anywhere, and sent nowhere. */
export function FormPreview({ entity, record }: FormPreviewProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed outlives a change of the entity
  const draft = useMemo(() => createDraft({ ...initialValues(entity.fields), ...record }), []);
  return (
    <div className={styles.form}>
      <RecordForm
        formId="preview"
        idPrefix="preview"
        entity={entity}
        draft={draft}
        isPassing
        check={noChecks}
        onSubmit={() => undefined}
      />
    </div>
  );
}

const noChecks = () => [];
