import { Link } from '@tanstack/react-router';
import { House, ListFilter, PanelLeft, Search, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { entityGroups, visibleEntities } from '../../store/model.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Logo } from '../Logo.tsx';
import { useModel } from '../ModelContext.tsx';
import { matchText } from '../palette/matchText.ts';
import { placeKey } from './createVisits.ts';
import { EntityItem } from './EntityItem.tsx';
import { PlaceItem } from './PlaceItem.tsx';
import { useShell } from './ShellContext.tsx';
import styles from './Sidebar.module.css';
import { SidebarGroup } from './SidebarGroup.tsx';
import { UserMenu } from './UserMenu.tsx';
import { usePlace } from './usePlace.ts';
import { useRememberedSet } from './useRememberedSet.ts';
import { useVisits } from './VisitsContext.tsx';

/** From this many entities on, a filter helps. */
const many = 8;
const recentShown = 5;

interface SidebarProps {
  /** Only icons. */
  readonly isRail?: boolean;
  /** Absent where the sidebar is a drawer. */
  readonly onToggle?: () => void;
}

/** The way to everything: start, favourites, what was open lately, and all entities under their headings. */
export function Sidebar({ isRail = false, onToggle }: SidebarProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { openPalette } = useShell();
  const { favourites, recent } = useVisits().now;
  const [filter, setFilter] = useState('');
  const [folded, toggle] = useRememberedSet('kiln.folded');
  const entities = visibleEntities(model);
  const text = filter.trim();
  const groups = entityGroups(model)
    .map((group) => ({
      ...group,
      entities: group.entities.filter(({ name, pluralTitle }) => matchText(text, pluralTitle, name) !== undefined),
    }))
    .filter((group) => group.entities.length > 0);
  const here = usePlace()?.entity ?? entities[0]?.name;

  return (
    <div className={`${styles.sidebar} ${isRail ? styles.rail : ''}`}>
      <div className={styles.brand}>
        <Link to="/" className={styles.mark} aria-label="Kiln">
          <Logo />
          <span>Kiln</span>
        </Link>
        {onToggle ? (
          <Button
            look="quiet"
            className={styles.toggle}
            aria-label={isRail ? t('shell.expand') : t('shell.collapse')}
            title={isRail ? t('shell.expand') : t('shell.collapse')}
            icon={<PanelLeft size={16} aria-hidden />}
            onClick={onToggle}
          />
        ) : null}
      </div>
      <div className={styles.top}>
        <button type="button" className={styles.search} onClick={openPalette} title={t('palette.open')}>
          <Search size={15} aria-hidden />
          <span>{t('shell.search')}</span>
          <Kbd keys="mod+k" />
        </button>
      </div>
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
        {groups.map(({ title, entities: members }) => {
          const items = members.map((entity) => <EntityItem key={entity.name} entity={entity} />);
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
      <div className={styles.foot}>
        {here ? (
          <Link className={styles.link} to="/$entity/bin" params={{ entity: here }} title={t('bin.title')}>
            <Trash2 size={16} strokeWidth={1.75} aria-hidden />
            <span>{t('bin.title')}</span>
          </Link>
        ) : null}
        <UserMenu isRail={isRail} />
      </div>
    </div>
  );
}
