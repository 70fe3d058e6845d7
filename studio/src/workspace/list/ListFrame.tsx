import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { lazyWithAntd } from '../../app/lazyWithAntd.tsx';
import { withConditionTexts } from '../../app/settingsTexts.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PanelBoundary } from '../../ui/PanelBoundary.tsx';
import styles from './EntityList.module.css';
import { ListMenu } from './ListMenu.tsx';
import { ListToolbar } from './ListToolbar.tsx';
import { NewButton } from './NewButton.tsx';
import { SearchBox } from './SearchBox.tsx';
import type { ListSetup } from './useListSetup.ts';

// Brings antd's controls, and the expression parser, with it.
const FilterPanel = lazyWithAntd(
  withConditionTexts(async () => (await import('../filter/FilterPanel.tsx')).FilterPanel),
);

interface ListFrameProps {
  readonly entity: BrowserEntity;
  readonly setup: ListSetup;
  /** Records that are found; undefined while they are being counted. */
  readonly count: number | undefined;
  readonly onView?: () => void;
  readonly children: ReactNode;
  /** The record beside them. */
  readonly peek?: ReactNode;
}

/** What stands around the records of an entity, however they are shown: search, views, what shapes them, the filter. */
export function ListFrame({ entity, setup, count, onView, children, peek }: ListFrameProps) {
  const { t } = useTranslation();
  const { state, change } = setup;
  const [isFiltering, setFiltering] = useState(false);
  const isFilterShown = isFiltering || state.where !== undefined;
  return (
    <div className={styles.page}>
      <PageHeader icon={<EntityIcon name={entity.icon} />} title={entity.pluralTitle}>
        <SearchBox
          className={styles.search}
          value={state.q ?? ''}
          placeholder={t('list.search', { entity: entity.pluralTitle })}
          onSearch={(q) => change({ q: q || undefined })}
        />
        <ListMenu entity={entity} />
        <NewButton entity={entity} />
      </PageHeader>
      <ListToolbar
        entity={entity}
        setup={setup}
        count={count}
        isFiltering={isFilterShown}
        onView={(name) => {
          onView?.();
          setFiltering(false);
          setup.showView(name);
        }}
        onFilter={() => setFiltering((before) => !before)}
      />
      {isFilterShown ? (
        <Suspense fallback={<div className={styles.filterBones} />}>
          <FilterPanel
            entity={entity}
            where={state.where}
            isOpen={isFiltering}
            onOpen={setFiltering}
            onChange={(where) => change({ where })}
          />
        </Suspense>
      ) : null}
      <div className={styles.body}>
        <div className={styles.content}>{children}</div>
        {peek && state.peek ? (
          <PanelBoundary at={state.peek}>
            <Suspense fallback={<aside className={styles.peekBones} />}>{peek}</Suspense>
          </PanelBoundary>
        ) : null}
      </div>
    </div>
  );
}
