import { Link } from '@tanstack/react-router';
import { memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LazyAntdLayer } from '../../app/LazyAntdLayer.ts';
import { findEntity } from '../../store/model.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { useMedia } from '../../ui/useMedia.ts';
import { DesignBoard } from './DesignBoard.tsx';
import { localeText } from './document/localeTexts.ts';
import { textAt } from './document/members.ts';
import styles from './EntityDesigner.module.css';
import { useEntityEditing } from './EntityEditing.ts';

const Preview = lazyPart(async () => (await import('./preview/EntityPreview.tsx')).EntityPreview);
const Forms = lazyPart(async () => (await import('../forms/EntityForms.tsx')).EntityForms);
const Views = lazyPart(async () => (await import('../views/EntityViews.tsx')).EntityViews);
const Source = lazyPart(async () => (await import('./source/EntitySource.tsx')).EntitySource);

type Tab = 'design' | 'preview' | 'forms' | 'views' | 'json';

/** The designer of one entity: its fields, what the chosen one is, the form and list that come of it; or all of it as JSON. */
export function EntityDesigner() {
  const { t, i18n } = useTranslation();
  const { name, document, locale, model } = useEntityEditing();
  const entity = findEntity(model, name);
  const isPhone = useIsNarrow();
  const isTight = useMedia('(max-width: 1240px)');
  const [tab, setTab] = useState<Tab>('design');
  const shown = tab === 'preview' && !isTight ? 'design' : tab;
  const tabs: readonly Tab[] = isTight
    ? ['design', 'preview', 'forms', 'views', 'json']
    : ['design', 'forms', 'views', 'json'];
  const own = i18n.language.startsWith('zh') ? localeText(locale, name, ['title']) : '';
  const choice = (
    <Segmented
      label={t('designer.show')}
      hideLabel
      value={shown}
      options={tabs.map((value) => ({ value, title: t(`designer.tab.${value}`) }))}
      onChange={setTab}
    />
  );
  return (
    <div className={styles.page}>
      <PageHeader
        icon={<EntityIcon name={textAt(document, 'x-icon')} />}
        parent={<Link to="/studio">{t('studio.tab.entities')}</Link>}
        title={own || textAt(document, 'title') || name}
      >
        {isPhone ? null : choice}
      </PageHeader>
      {isPhone ? <div className={styles.tabs}>{choice}</div> : null}
      {shown === 'design' ? <DesignBoard>{isTight ? null : <Drafted />}</DesignBoard> : null}
      {shown === 'preview' ? <Drafted /> : null}
      {shown === 'forms' && entity ? (
        <Suspense fallback={<PageSkeleton />}>
          <Forms entity={entity} />
        </Suspense>
      ) : null}
      {shown === 'views' && entity ? (
        <Suspense fallback={<PageSkeleton />}>
          <Views entity={entity} />
        </Suspense>
      ) : null}
      {shown === 'json' ? (
        <Suspense fallback={<PageSkeleton />}>
          <Source />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Knows nothing of what is typed: antd's layer and all below it render again when the drafted model is another one. */
const Drafted = memo(function Drafted() {
  return (
    <div className={styles.middle}>
      <Suspense fallback={<PageSkeleton />}>
        <LazyAntdLayer>
          <Preview />
        </LazyAntdLayer>
      </Suspense>
    </div>
  );
});
