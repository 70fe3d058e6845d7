import { useQuery } from '@tanstack/react-query';
import { Boxes, Plus } from 'lucide-react';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listDefinitions } from '../../api/definitions.ts';
import { definitionKeys } from '../../api/keys.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { usePinyin } from '../../app/usePinyin.ts';
import { containsText } from '../../lib/matchText.ts';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { definitionKey } from '../draft/definitionKey.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import list from '../frame/ListPage.module.css';
import { otherLanguage } from './EntityEditing.ts';
import { EntityRow } from './EntityRow.tsx';
import { entityOutlines } from './entityOutlines.ts';

const EntityMap = lazyPart(async () => (await import('./map/EntityMap.tsx')).EntityMap);
const NewEntityDialog = lazyPart(async () => (await import('./NewEntityDialog.tsx')).NewEntityDialog);

/** All entities, as a list or as a map of what points where; new ones begin here. */
export function EntitiesPage() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const { changes, documents } = useStudioDraft();
  const [search, setSearch] = useState('');
  const [look, setLook] = useState<'list' | 'map'>('list');
  const [isCreating, setCreating] = useState(false);
  const pinyin = usePinyin(search !== '');
  // Whoever opens it types at once.
  useEffect(() => void NewEntityDialog.preload(), []);
  const { data } = useQuery({
    queryKey: definitionKeys.kind('entity'),
    queryFn: ({ signal }) => listDefinitions('entity', signal),
  });
  const isChinese = i18n.language.startsWith('zh');
  const other = documents.get(definitionKey('locale', otherLanguage))?.current;
  const entities = useMemo(() => {
    const owners = new Map((data ?? []).map(({ name, package: owner }) => [name, owner]));
    return entityOutlines(model, changes, owners, isChinese && other ? other : undefined);
  }, [model, changes, data, isChinese, other]);
  const found = useMemo(
    () =>
      entities.filter(({ name, title, group }) =>
        [name, title, group ?? ''].some((text) => containsText(search, text, pinyin)),
      ),
    [entities, search, pinyin],
  );
  return (
    <div className={list.page}>
      <PageHeader icon={<Boxes size={16} aria-hidden />} title={t('studio.tab.entities')}>
        <Button look="main" icon={<Plus size={15} aria-hidden />} onClick={() => setCreating(true)}>
          {t('designer.newEntity')}
        </Button>
      </PageHeader>
      <div className={list.bar}>
        <SearchInput
          className={list.search}
          value={search}
          placeholder={t('designer.findEntity')}
          onChange={setSearch}
        />
        <span className={list.count}>{t('designer.entities', { count: found.length })}</span>
        <Segmented
          label={t('designer.show')}
          hideLabel
          value={look}
          options={[
            { value: 'list', title: t('designer.asList') },
            { value: 'map', title: t('designer.asMap') },
          ]}
          onChange={setLook}
        />
      </div>
      {look === 'map' ? (
        <Suspense fallback={<PageSkeleton />}>
          <EntityMap entities={found} />
        </Suspense>
      ) : (
        <div className={list.body}>
          {found.length > 0 ? (
            <ul className={list.list}>
              {found.map((entity) => (
                <EntityRow key={`${entity.savedName} ${entity.name}`} entity={entity} />
              ))}
            </ul>
          ) : (
            <Notice
              icon={<Boxes size={20} aria-hidden />}
              title={search === '' ? t('designer.noEntities') : t('state.nothingFound')}
              text={search === '' ? t('designer.noEntitiesText') : undefined}
            />
          )}
        </div>
      )}
      {isCreating ? (
        <Suspense fallback={null}>
          <NewEntityDialog entities={entities} onClose={() => setCreating(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
