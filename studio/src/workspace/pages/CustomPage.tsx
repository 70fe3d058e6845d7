import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { LayoutDashboard, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserPage } from '../../../../core/model/browserModel.ts';
import { figureKeys, functionKeys, recordKeys } from '../../api/keys.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import styles from './CustomPage.module.css';
import { PeriodChoice } from './PeriodChoice.tsx';
import { WidgetGrid } from './WidgetGrid.tsx';

/** A page made of widgets. */
export function CustomPage() {
  const { t } = useTranslation();
  const { name } = useParams({ from: '/page-{$name}' });
  const page = useModel().pages.find((each) => each.name === name && each.place === 'navigation');
  if (page) return <LoadedPage key={page.name} page={page} />;
  return (
    <>
      <PageHeader title={t('pages.gone')} />
      <Notice icon={<LayoutDashboard size={20} />} title={t('pages.gone')} text={t('pages.goneText')} />
    </>
  );
}

function LoadedPage({ page }: { readonly page: BrowserPage }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [period, setPeriod] = useState(page.period);
  const entities = new Set(page.widgets.flatMap((widget) => ('entity' in widget ? [widget.entity] : [])));
  function refresh() {
    for (const keys of [recordKeys, figureKeys]) {
      for (const entity of entities) cache.invalidateQueries({ queryKey: keys.entity(entity) });
    }
    cache.invalidateQueries({ queryKey: functionKeys.all });
  }
  return (
    <div className={styles.page}>
      <PageHeader icon={<EntityIcon name={page.icon ?? 'layout-dashboard'} />} title={page.title}>
        {period === undefined ? null : <PeriodChoice value={period} onChange={setPeriod} />}
        <Button
          look="quiet"
          aria-label={t('pages.refresh')}
          title={t('pages.refresh')}
          icon={<RefreshCw size={15} aria-hidden />}
          onClick={refresh}
        />
      </PageHeader>
      <div className={styles.scroll}>
        <div className={styles.content}>
          {page.description ? <p className={styles.description}>{page.description}</p> : null}
          <WidgetGrid widgets={page.widgets} period={period} around={undefined} />
        </div>
      </div>
    </div>
  );
}
