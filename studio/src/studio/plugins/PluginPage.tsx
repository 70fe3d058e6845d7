import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Power, Trash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import type { PluginDetails } from '../../api/plugins.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { mayUse } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { MenuItem } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PanelBoundary } from '../../ui/PanelBoundary.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import page from '../../ui/SettingsPage.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { PluginActivity } from './PluginActivity.tsx';
import { PluginOverview } from './PluginOverview.tsx';
import styles from './PluginPage.module.css';
import { PluginSettings } from './PluginSettings.tsx';
import notice from './PluginsPage.module.css';
import { PluginVersions } from './PluginVersions.tsx';
import { SandboxNotice } from './SandboxNotice.tsx';
import { StateChip } from './StateChip.tsx';
import { UninstallDialog } from './UninstallDialog.tsx';
import { usePlugin, useSwitch } from './usePlugins.ts';

/** Everything about one plugin. */
export function PluginPage() {
  const { id } = useParams({ from: '/studio/plugins/$id' });
  const model = useModel();
  const { data, error, refetch } = usePlugin(id);
  if (!mayUse(model, 'plugins')) return <ErrorPage error={new ApiError(403, 'KILN_FORBIDDEN', 'plugins')} />;
  if (data) return <LoadedPlugin key={id} plugin={data} />;
  if (error) return <ErrorPage error={error} onRetry={refetch} />;
  return (
    <div className={page.page}>
      <PageHeader title="" />
      <div className={page.body}>
        <Bone height="160px" />
      </div>
    </div>
  );
}

type Part = 'overview' | 'settings' | 'activity' | 'versions';

function LoadedPlugin({ plugin }: { readonly plugin: PluginDetails }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [part, setPart] = useState<Part>('overview');
  const [isLeaving, setLeaving] = useState(false);
  const { id, title, icon, enabled, state, reason, isTripped } = plugin;
  const turn = useSwitch(title);
  const parts = (['overview', 'settings', 'activity', 'versions'] as const).map((value) => ({
    value,
    title: t(`plugins.part.${value}`),
  }));
  return (
    <div className={page.page}>
      <PageHeader
        icon={<EntityIcon name={icon ?? 'plug'} />}
        parent={<Link to="/studio/plugins">{t('plugins.title')}</Link>}
        title={title}
      >
        <Button
          icon={<Power size={14} aria-hidden />}
          disabled={turn.isPending}
          aria-busy={turn.isPending}
          onClick={() => turn.mutate({ id, enabled: !enabled })}
        >
          {enabled ? t('plugins.disable') : t('plugins.enable')}
        </Button>
        <MoreMenu>
          <MenuItem isDanger icon={<Trash2 size={14} />} onClick={() => setLeaving(true)}>
            {t('plugins.uninstall')}
          </MenuItem>
        </MoreMenu>
      </PageHeader>
      <div className={styles.parts}>
        <Segmented label={t('plugins.parts')} hideLabel value={part} options={parts} onChange={setPart} />
        <StateChip plugin={plugin} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <div className={page.body} tabIndex={0}>
        <div className={styles.content}>
          {state === 'unavailable' ? <SandboxNotice reason={reason ?? ''} /> : null}
          {state === 'broken' ? (
            <div className={notice.notice} role="alert">
              <TriangleAlert size={16} aria-hidden />
              <div>
                <strong>{isTripped ? t('plugins.tripped') : t('plugins.broken')}</strong>
                {isTripped ? <p>{t('plugins.trippedText')}</p> : null}
                {reason ? <code>{reason}</code> : null}
              </div>
              <Button disabled={turn.isPending} onClick={() => turn.mutate({ id, enabled: true })}>
                {t('action.retry')}
              </Button>
            </div>
          ) : null}
          <PanelBoundary at={part}>
            {part === 'overview' ? <PluginOverview plugin={plugin} /> : null}
            {part === 'settings' ? <PluginSettings plugin={plugin} /> : null}
            {part === 'activity' ? <PluginActivity id={id} /> : null}
            {part === 'versions' ? <PluginVersions plugin={plugin} /> : null}
          </PanelBoundary>
        </div>
      </div>
      {isLeaving ? (
        <UninstallDialog
          plugin={plugin}
          onClose={() => setLeaving(false)}
          onGone={() => navigate({ to: '/studio/plugins' })}
        />
      ) : null}
    </div>
  );
}
