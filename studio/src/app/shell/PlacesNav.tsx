import { Link } from '@tanstack/react-router';
import { House, ListFilter } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matchText } from '../../lib/matchText.ts';
import { businessEntities, placeGroups } from '../../store/model.ts';
import { useModel } from '../ModelContext.tsx';
import { usePinyin } from '../usePinyin.ts';
import { placeKey } from './createVisits.ts';
import { EntityItem } from './EntityItem.tsx';
import { PageItem } from './PageItem.tsx';
import { PlaceItem } from './PlaceItem.tsx';
import styles from './Sidebar.module.css';
import { SidebarGroup } from './SidebarGroup.tsx';
import { useRememberedSet } from './useRememberedSet.ts';
import { useVisits } from './VisitsContext.tsx';

/** From this many entities on, a filter helps. */
const many = 8;
const recentShown = 5;

/** The sidebar while one works: start, favourites, what was open lately, and all entities under their headings. */
export function PlacesNav({ isRail }: { readonly isRail: boolean }) {
  const { t } = useTranslation();
  const model = useModel();
  const { favourites, recent } = useVisits().now;
  const [filter, setFilter] = useState('');
  const [folded, toggle] = useRememberedSet('kiln.folded');
  const text = filter.trim();
  const pinyin = usePinyin(text !== '');
  const entities = businessEntities(model);
  const groups = placeGroups(model)
    .map(({ title, entities: members, pages }) => ({
      title,
      pages: pages.filter((page) => matchText(text, [page.title, page.name], pinyin) !== undefined),
      entities: members.filter(({ name, pluralTitle }) => matchText(text, [pluralTitle, name], pinyin) !== undefined),
    }))
    .filter((group) => group.entities.length + group.pages.length > 0);
  return (
    <nav className={styles.nav} aria-label={t('shell.navigation')}>
      <ul>
        <li className={styles.item}>
          <Link className={styles.link} to="/" activeOptions={{ exact: true }} title={t('home.title')}>
            <House size={16} strokeWidth={1.75} aria-hidden />
            <span>{t('home.title')}</span>
          </Link>
        </li>
      </ul>
      {entities.length >= many && !isRail ? (
        <label className={styles.filter}>
          <ListFilter size={16} strokeWidth={1.75} aria-hidden />
          <input
            type="search"
            value={filter}
            placeholder={t('shell.filter')}
            aria-label={t('shell.filter')}
            onChange={(event) => setFilter(event.target.value)}
          />
        </label>
      ) : null}
      {favourites.length > 0 && !isRail ? (
        <SidebarGroup
          title={t('shell.favourites')}
          isOpen={!folded.has('favourites')}
          onToggle={() => toggle('favourites')}
        >
          {favourites.map((place) => (
            <PlaceItem key={placeKey(place)} place={place} />
          ))}
        </SidebarGroup>
      ) : null}
      {recent.length > 0 && !isRail ? (
        <SidebarGroup title={t('shell.recent')} isOpen={folded.has('recent')} onToggle={() => toggle('recent')}>
          {recent.slice(0, recentShown).map((place) => (
            <PlaceItem key={placeKey(place)} place={place} />
          ))}
        </SidebarGroup>
      ) : null}
      {groups.map(({ title, entities: members, pages }) => {
        const items = [
          ...pages.map((page) => <PageItem key={`page-${page.name}`} page={page} />),
          ...members.map((entity) => <EntityItem key={entity.name} entity={entity} />),
        ];
        const name = `group:${title ?? ''}`;
        if (title === undefined || isRail)
          return (
            <ul key={name} className={styles.section}>
              {items}
            </ul>
          );
        return (
          <SidebarGroup
            key={name}
            title={title}
            isOpen={text !== '' || !folded.has(name)}
            onToggle={() => toggle(name)}
          >
            {items}
          </SidebarGroup>
        );
      })}
      {groups.length === 0 && text ? <p className={styles.nothing}>{t('state.nothingFound')}</p> : null}
    </nav>
  );
}
