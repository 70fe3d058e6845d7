import { Link, useParams } from '@tanstack/react-router';
import { FileX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ModelProvider, useLoadLabel, useModel } from '../../app/ModelContext.tsx';
import { findEntity } from '../../store/model.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PanelBoundary } from '../../ui/PanelBoundary.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { textAt } from '../entities/document/members.ts';
import { DefinitionMenu } from '../forms/DefinitionMenu.tsx';
import { useViewDraft } from './useViewDraft.ts';
import styles from './ViewPage.module.css';
import { ViewPreview } from './ViewPreview.tsx';
import { ViewSettings } from './ViewSettings.tsx';

/** A view while it is designed, beside it the records that it would show. */
export function ViewPage() {
  const { name } = useParams({ from: '/studio/views/$name' });
  const { t, i18n } = useTranslation();
  const { open } = useStudioDraft();
  const live = useModel();
  const loadLabel = useLoadLabel();
  const { editing, status, error } = useViewDraft(name);
  if (status === 'loading') return <PageSkeleton />;
  if (status === 'failed') return <ErrorNotice error={error} onRetry={() => open('view', name)} />;
  if (!editing?.entity) {
    return <Notice icon={<FileX size={20} />} title={t('viewDesigner.missing')} text={t('viewDesigner.missingText')} />;
  }
  const { entity, model, document } = editing;
  const known = findEntity(live, entity.name);
  return (
    <div className={styles.page}>
      <PageHeader
        icon={<EntityIcon name={entity.icon} />}
        parent={
          <Link to="/studio/entities/$name" params={{ name: entity.name }}>
            {entity.pluralTitle}
          </Link>
        }
        title={(i18n.language === 'en' ? '' : editing.otherTitle) || textAt(document, 'title') || name}
      >
        <DefinitionMenu kind="view" name={name} document={document} entity={entity} />
      </PageHeader>
      <div className={styles.designer}>
        <ModelProvider model={model} loadLabel={loadLabel}>
          <ViewSettings key={name} editing={editing} entity={entity} />
        </ModelProvider>
        <section className={styles.preview} aria-label={t('viewDesigner.preview')}>
          {known ? (
            <PanelBoundary at={JSON.stringify(document)}>
              <ViewPreview editing={editing} entity={known} />
            </PanelBoundary>
          ) : (
            <Notice
              icon={<EntityIcon name={entity.icon} size={20} />}
              title={t('viewDesigner.newEntity')}
              text={t('viewDesigner.newEntityText')}
            />
          )}
        </section>
      </div>
    </div>
  );
}
