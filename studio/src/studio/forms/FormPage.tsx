import { Link, useParams } from '@tanstack/react-router';
import { FileX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ModelProvider, useLoadLabel } from '../../app/ModelContext.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { textAt } from '../entities/document/members.ts';
import { DefinitionMenu } from './DefinitionMenu.tsx';
import { FormDesigner } from './FormDesigner.tsx';
import styles from './FormPage.module.css';
import { FormPreview } from './FormPreview.tsx';
import { useFormDraft } from './useFormDraft.ts';

const looks = ['design', 'computer', 'phone'] as const;

/** A form while it is designed, or tried out as people will have it. */
export function FormPage() {
  const { name } = useParams({ from: '/studio/forms/$name' });
  const { t, i18n } = useTranslation();
  const { open } = useStudioDraft();
  const loadLabel = useLoadLabel();
  const { editing, status, error } = useFormDraft(name);
  const [look, setLook] = useState<(typeof looks)[number]>('design');
  if (status === 'loading') return <PageSkeleton />;
  if (status === 'failed') return <ErrorNotice error={error} onRetry={() => open('form', name)} />;
  if (!editing?.entity) {
    return <Notice icon={<FileX size={20} />} title={t('formDesigner.missing')} text={t('formDesigner.missingText')} />;
  }
  const { entity, model, document } = editing;
  return (
    <ModelProvider model={model} loadLabel={loadLabel}>
      <div className={styles.page}>
        <PageHeader
          icon={<EntityIcon name={entity.icon} />}
          parent={
            <Link to="/studio/entities/$name" params={{ name: entity.name }}>
              {entity.title}
            </Link>
          }
          title={
            (i18n.language === 'en' ? '' : editing.otherText(textAt(document, 'title'))) ||
            textAt(document, 'title') ||
            name
          }
        >
          <Segmented
            label={t('formDesigner.look')}
            hideLabel
            value={look}
            options={looks.map((value) => ({ value, title: t(`formDesigner.looks.${value}`) }))}
            onChange={setLook}
          />
          <DefinitionMenu kind="form" name={name} document={document} entity={entity} />
        </PageHeader>
        {look === 'design' ? (
          <FormDesigner key={name} editing={editing} entity={entity} />
        ) : (
          <FormPreview editing={editing} entity={entity} isPhone={look === 'phone'} />
        )}
      </div>
    </ModelProvider>
  );
}
