import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import {
  Boxes,
  CircleParking,
  History,
  ListChecks,
  ListTodo,
  type LucideIcon,
  Plug,
  Redo2,
  Undo2,
  Workflow,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { SystemRight } from '../../../../core/model/types.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { OthersHere } from '../../app/OthersHere.tsx';
import { decoded } from '../../lib/decoded.ts';
import { mayUse } from '../../store/rights.ts';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { useDraftKeys } from '../useDraftKeys.ts';
import { CheckState } from './CheckState.tsx';
import styles from './StudioBar.module.css';

interface Tab {
  readonly id: 'entities' | 'workflows' | 'review' | 'history' | 'parking' | 'jobs' | 'plugins';
  readonly to: '/studio' | `/studio/${Exclude<Tab['id'], 'entities'>}`;
  readonly icon: LucideIcon;
}

const tabs: readonly Tab[] = [
  { id: 'entities', to: '/studio', icon: Boxes },
  { id: 'workflows', to: '/studio/workflows', icon: Workflow },
  { id: 'review', to: '/studio/review', icon: ListChecks },
  { id: 'history', to: '/studio/history', icon: History },
  { id: 'parking', to: '/studio/parking', icon: CircleParking },
  { id: 'jobs', to: '/studio/jobs', icon: ListTodo },
  { id: 'plugins', to: '/studio/plugins', icon: Plug },
];

/** Tabs that take a right of their own. */
const rightOf: Partial<Record<Tab['id'], SystemRight>> = { plugins: 'plugins', workflows: 'workflows' };

function isOpenTo(model: BrowserModel, { id }: Tab): boolean {
  const right = rightOf[id];
  return right === undefined || mayUse(model, right);
}

/** The Studio's own bar: its pages, the steps of the draft, what the server says of it, the way to apply it. */
export function StudioBar() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const model = useModel();
  const isNarrow = useIsNarrow();
  const { pathname } = useLocation();
  const current = tabOf(pathname);
  const { changes, canUndo, canRedo, undo, redo } = useStudioDraft();
  const count = changes.length;
  const nav = useRef<HTMLElement>(null);
  // On a phone they scroll.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another tab
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  useDraftKeys({ save: () => navigate({ to: '/studio/review' }), undo, redo });

  return (
    <div className={styles.bar}>
      <nav ref={nav} aria-label={t('studio.title')} className={styles.tabs}>
        {tabs
          .filter((tab) => isOpenTo(model, tab))
          .map(({ id, to, icon: Icon }) => (
            <Link
              key={id}
              to={to}
              // Its own mark of where one is knows nothing of the designers below it.
              activeOptions={{ exact: true }}
              className={styles.tab}
              aria-current={id === current ? 'page' : undefined}
            >
              {isNarrow ? <Icon size={18} strokeWidth={1.75} aria-hidden /> : null}
              <span>{t(`studio.tab.${id}`)}</span>
              {id === 'review' && count > 0 ? (
                <span className={styles.count}>
                  <span aria-hidden>{count}</span>
                  <span className={styles.hidden}>{t('studio.changes', { count })}</span>
                </span>
              ) : null}
            </Link>
          ))}
      </nav>
      <div className={styles.steps}>
        <OthersHere place={presencePlace(pathname)} />
        {isNarrow ? null : <CheckState />}
        <Button
          look="quiet"
          disabled={!canUndo}
          aria-label={t('action.undo')}
          title={t('action.undo')}
          icon={<Undo2 size={isNarrow ? 18 : 15} aria-hidden />}
          onClick={undo}
        />
        <Button
          look="quiet"
          disabled={!canRedo}
          aria-label={t('studio.redo')}
          title={t('studio.redo')}
          icon={<Redo2 size={isNarrow ? 18 : 15} aria-hidden />}
          onClick={redo}
        />
        {isNarrow || count === 0 || current === 'review' ? null : (
          <Link to="/studio/review" className={buttonClass({ look: 'main' })}>
            {t('studio.reviewChanges', { count })}
          </Link>
        )}
      </div>
    </div>
  );
}

/** What others are told of where one is. */
function presencePlace(pathname: string): string {
  const [, page = '', name] = pathname.split('/').filter(Boolean);
  const kind = { entities: 'entity', forms: 'form', views: 'view', workflows: 'workflow' }[page];
  return kind && name ? `studio/${kind}/${decoded(name)}` : 'studio';
}

function tabOf(pathname: string): Tab['id'] {
  const [, page = ''] = pathname.split('/').filter(Boolean);
  // Runs stand below the workflows that they are of.
  if (page === 'runs') return 'workflows';
  return tabs.find(({ id }) => id === page)?.id ?? 'entities';
}
